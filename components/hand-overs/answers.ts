import type { HandOverView } from '#lib/domain/views/hand-over.ts';

/** What a colleague, not oneself, made of a case. */
const ANSWERED: ReadonlySet<string> = new Set(['accepted', 'declined', 'lapsed']);

/** When the newest answer to one's own offers was given (ISO 8601); null while there is none. */
export function newestAnswer(offers: readonly HandOverView[]): string | null {
  return offers.flatMap(momentsOf).reduce<string | null>((newest, at) => (newest && newest > at ? newest : at), null);
}

/** How many of one's own offers were answered after a moment; all that were answered where none is given. */
export function answeredSince(offers: readonly HandOverView[], seen: string | null): number {
  return offers.filter((offer) => momentsOf(offer).some((at) => seen === null || at > seen)).length;
}

const momentsOf = ({ items }: HandOverView): string[] =>
  items.flatMap(({ status, decidedAt }) => (decidedAt && ANSWERED.has(status) ? [decidedAt] : []));

/** What the badge says of itself; null where there is nothing to say. */
export function newsWords({ waiting, answered }: { waiting: number; answered: number }): string | null {
  if (waiting > 0 && answered > 0) return `${waits(waiting)}; ${answers(answered)}`;
  if (waiting > 0) return waits(waiting);
  return answered > 0 ? answers(answered) : null;
}

const waits = (count: number) => (count === 1 ? 'One waits for your answer' : `${count} wait for your answer`);
const answers = (count: number) => (count === 1 ? 'One of yours was answered' : `${count} of yours were answered`);
