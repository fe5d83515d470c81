import { WATCH_MS } from '../../domain/access/retry.ts';

const CLOSE_MS = 20_000;
const APART_MS = 300_000;
const CLOSE_FOR_MS = 15 * 60_000;

/** Looks are close together at first, and minutes apart later. Null: nobody looks any more. */
export function nextLook(now: Date, revokedAt: Date): Date | null {
  const since = now.getTime() - revokedAt.getTime();
  if (since >= WATCH_MS) return null;
  return new Date(now.getTime() + (since < CLOSE_FOR_MS ? CLOSE_MS : APART_MS));
}
