import { invalid } from '../errors.ts';

/** A caller's clock may be behind ours by so much: then it means now. */
const BEHIND_MS = 60_000;

/** From when on a version is in force. What was promised is not rewritten, so a moment that has passed is refused. */
export function effectiveFromOf(asked: string | undefined, now: Date): Date {
  if (asked === undefined) return now;
  const from = new Date(asked);
  if (from.getTime() < now.getTime() - BEHIND_MS)
    throw invalid([
      { pointer: '/effectiveFrom', message: 'A version starts now or later: what was promised stays promised.' },
    ]);
  return from < now ? now : from;
}
