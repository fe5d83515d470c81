import { and, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, caseEvents } from '../../db/schema/index.ts';
import { isListed } from '../../domain/intake.ts';
import { IDENTITY } from '../../domain/okta/as-case.ts';

/** An event of Okta's as the case has it: alone, or as the one event of a hook's body. */
export const oktaEventOf = sql`coalesce(${caseEvents.raw} #> '{data,events,0}', ${caseEvents.raw})`;

/**
 * The categories that a case counts among where an automation asks for its own: the one it has, and once it has taken an event of Okta's
 * that of such cases. An old case about something else must not hide a takeover.
 */
export async function categoriesOf(db: Db | Tx, { id, category }: Pick<Case, 'id' | 'category'>): Promise<string[]> {
  if (isListed(category, [IDENTITY])) return [category];
  const [event] = await db
    .select({ id: caseEvents.id })
    .from(caseEvents)
    .where(and(eq(caseEvents.caseId, id), eq(caseEvents.vendor, 'okta')))
    .limit(1);
  return event ? [category, IDENTITY] : [category];
}
