import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type SlaCalendarRow, type SlaPolicyRow, slaCalendars, slaPolicies } from '../../db/schema/index.ts';
import type { CalendarVersion, PolicyBook, PolicyVersion } from '../../domain/sla/index.ts';
import { outwaitReaders, type TxCtx } from '../kernel/index.ts';

/** Every version of every policy and calendar, in one query: there are dozens, and each computation of timers reads them. */
export async function policyBook(db: Db | Tx): Promise<PolicyBook> {
  const { rows } = await db.execute<{
    policies: Record<string, unknown>[] | null;
    calendars: Record<string, unknown>[] | null;
  }>(
    sql`select (select json_agg(p) from ${slaPolicies} p) as policies, (select json_agg(c) from ${slaCalendars} c) as calendars`,
  );
  return {
    policies: (rows[0]!.policies ?? []).map(policyOf),
    calendars: (rows[0]!.calendars ?? []).map(calendarVersionOf),
  };
}

/**
 * Waits until nobody else changes policies or calendars (two new versions at once would get one number) and until every promise that was made by
 * the book as it is stands. Answers the moment from which on a change can hold: later than that of any such promise, however long the wait was.
 */
export async function lockPolicies({ tx, now, clock }: TxCtx): Promise<Date> {
  await outwaitReaders(tx);
  if (!clock) return now;
  // What was promised within the same millisecond was promised before.
  return new Date(Math.max(now.getTime(), clock().getTime()) + 1);
}

/** A version as the rules read it, from its row in JSON. */
function policyOf(row: Record<string, unknown>): PolicyVersion {
  return {
    id: row.id as string,
    policyId: row.policy_id as string,
    version: row.version as number,
    name: row.name as string,
    scope: {
      severity: row.severity as PolicyVersion['scope']['severity'],
      category: row.category as string | null,
      source: row.source as string | null,
      vip: row.vip as boolean | null,
    },
    acknowledgeSeconds: row.acknowledge_seconds as number,
    resolveSeconds: row.resolve_seconds as number,
    vipFactor: row.vip_factor as number,
    atRisk: row.at_risk as number,
    calendar: row.calendar_id as string,
    effectiveFrom: new Date(row.effective_from as string),
    retiredAt: row.retired_at === null ? null : new Date(row.retired_at as string),
  };
}

function calendarVersionOf(row: Record<string, unknown>): CalendarVersion {
  return {
    id: row.id as string,
    calendarId: row.calendar_id as string,
    version: row.version as number,
    name: row.name as string,
    hours: row.hours as CalendarVersion['hours'],
    effectiveFrom: new Date(row.effective_from as string),
  };
}

type Made = Pick<SlaPolicyRow, 'createdBy' | 'createdAt'>;

/** The row of a version. */
export function policyRow({ scope, calendar, ...version }: PolicyVersion, made: Made): SlaPolicyRow {
  return { ...version, ...scope, calendarId: calendar, ...made };
}

/** The row of a calendar's version. */
export function calendarRow(version: CalendarVersion, made: Made): SlaCalendarRow {
  return { ...version, ...made };
}
