import { z } from 'zod';
import type { IntakeGroup } from './intake-group.ts';

/** How an administrator has a vendor's objects meet on one case. */
export interface Grouping {
  /** What the vendor ties together itself. */
  byTie: boolean;
  /** What is of one host, within a window. */
  byHost: boolean;
  windowMinutes: number;
}

/**
 * The group that an object belongs to: what its vendor ties it to, else its host's within a window. Null: it stands for itself.
 * @param tie the group's name where the vendor ties it to others
 * @param host what tells its host from others
 */
export function groupBy(
  { tie, host }: { tie: string | null; host: string | null },
  { byTie, byHost, windowMinutes }: Grouping,
): IntakeGroup | null {
  if (byTie && tie !== null) return { key: tie, windowMs: null };
  if (byHost && host !== null) return { key: `host/${host}`, windowMs: windowMinutes * 60_000 };
  return null;
}

/** The parameter of grouping by host. */
export const GROUP_WINDOW = z
  .number()
  .int()
  .min(1)
  .max(10_080)
  .default(60)
  .describe(
    'Minutes before or after an event of the host’s case, by the vendor’s own times, within which another one joins it.',
  );
