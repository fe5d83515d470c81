/** How long one's own comment may be changed. */
export const EDITABLE_MS = 15 * 60_000;

/** Why a comment cannot be changed by this actor at `now`; null: it can. */
export function editRefusal(
  comment: { at: Date; actor: { kind: string; id: string } },
  actor: { kind: string; id: string },
  now: Date,
): 'another’s' | 'too old' | null {
  if (comment.actor.kind !== actor.kind || comment.actor.id !== actor.id) return 'another’s';
  return now.getTime() - comment.at.getTime() > EDITABLE_MS ? 'too old' : null;
}
