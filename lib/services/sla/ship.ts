import type { Db, Tx } from '../../db/client.ts';
import { slaCalendars, slaPolicies } from '../../db/schema/index.ts';
import { refOf, SYSTEM } from '../../domain/actor.ts';
import { SHIPPED_BOOK } from '../../domain/sla/index.ts';
import { calendarRow, policyRow } from './book.ts';

/** Adds the policies and the calendar that ship, where they are not there yet. */
export async function shipPolicies(db: Db | Tx, now: Date): Promise<void> {
  const made = { createdBy: refOf(SYSTEM), createdAt: now };
  await db
    .insert(slaCalendars)
    .values(SHIPPED_BOOK.calendars.map((version) => calendarRow(version, made)))
    .onConflictDoNothing();
  await db
    .insert(slaPolicies)
    .values(SHIPPED_BOOK.policies.map((version) => policyRow(version, made)))
    .onConflictDoNothing();
}
