import { ownsCases, type Role } from '../actor.ts';

/** Our case of a detection or incident, as far as it says who sees to it. */
export interface Holding {
  open: boolean;
  /** Null: it waits in a queue. */
  assignee: { kind: 'user' | 'ai'; role: Role; disabled: boolean } | null;
  /** A person gave it to its owner, or the owner has acted on it since: what a rule hands out may lie there unseen. */
  taken: boolean;
}

/**
 * Whether somebody here sees to it, so that the report does not count it as unassigned although Falcon has nobody. A queue is nobody, and so is who
 * can own no case any more, or has a case by a rule alone and has not touched it: routing gives every case away at once, and a report that believed it
 * would never name any. Scout is somebody where a person gave it the case, while it is on. A case that has ended nobody owns: the report counts apart
 * what was ended here and is still open at Falcon.
 */
export function isOwnedHere({ open, assignee, taken }: Holding, { scoutWorks }: { scoutWorks: boolean }): boolean {
  if (!open || !taken || assignee === null || assignee.disabled) return false;
  return assignee.kind === 'ai' ? scoutWorks : ownsCases(assignee.role);
}
