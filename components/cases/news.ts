import type { TimelineItem } from '#lib/domain/views/case.ts';

/**
 * Where, in entries newest first, the first one stands that was there at the last look: above it goes the mark "new since you looked".
 * -1: no mark, because all is new, nothing is, or what is new is one's own.
 */
export function firstSeenBefore(
  items: readonly TimelineItem[],
  lastLook: number | null,
  ownId: string | undefined,
): number {
  if (lastLook === null) return -1;
  const at = items.findIndex((item) => Date.parse(item.at) <= lastLook);
  return items.slice(0, Math.max(0, at)).some((item) => item.actor.id !== ownId) ? at : -1;
}
