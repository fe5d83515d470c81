import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import type { Case } from '../../db/schema/index.ts';
import { type CaseAlert, commandFindings, vendorToAnalyse } from '../../domain/intel/case-alerts.ts';
import { COMMAND_LINE_SIGN } from '../../domain/intel/command-lines.ts';
import { INTEL_VENDORS, type IntelVendor, isIntelVendor } from '../../domain/intel/vendors.ts';
import type { CommandFindings } from '../../domain/views/command-findings.ts';

/** What a case has of the vendors of threat intelligence. */
export interface CaseIntel {
  /** Whose alerts a press would have analysed; null: the case has none of theirs. */
  vendor: IntelVendor | null;
  /** What the command lines of its alerts came to; null: the case has no such alert. */
  commandLines: CommandFindings | null;
}

const NO_INTEL: CaseIntel = { vendor: null, commandLines: null };

/** So many events are looked through, the newest: a storm's case may have thousands, and its page is read all the time. */
const MOST_EVENTS = 200;

/** The same of a case that an event has just opened: nobody has read its alert. */
export const intelOfOpened = ({ source, eventCount }: Pick<Case, 'source' | 'eventCount'>): CaseIntel =>
  eventCount > 0 && isIntelVendor(source)
    ? { vendor: source, commandLines: { ...commandFindings([], false), unread: eventCount } }
    : NO_INTEL;

/** What a case has of these vendors, in one statement; after a merge that may be something whatever the case's own source is. For our own processes. */
export async function intelOf(
  db: Db | Tx,
  { id, eventCount }: Pick<Case, 'id' | 'eventCount'>,
  vendors: readonly string[] = INTEL_VENDORS,
): Promise<CaseIntel> {
  if (eventCount === 0) return NO_INTEL;
  const { rows } = await db.execute<{ seen: number; alerts: CaseAlert[] | null }>(sql`
    with event as (
      select vendor, vendor_id, received_at, row_number() over (order by at desc, id desc) as nth from case_events
      where case_id = ${id}::uuid and vendor = any(${sql.param([...vendors])}::text[])
      order by nth limit ${MOST_EVENTS + 1}
    ), alert as (
      select vendor, vendor_id, max(received_at) as received_at from event where nth <= ${MOST_EVENTS} group by vendor, vendor_id
    ), known as materialized (
      select alert.*, details.vendor_id is not null as read, details.details -> 'processes' as processes,
        details.details #>> '{host,name}' as host, details.commands || '[]' as commands
      from alert left join alert_details details on details.vendor = alert.vendor and details.vendor_id = alert.vendor_id
    )
    select (select count(*)::int from event) as seen, (
      select jsonb_agg(jsonb_build_object('vendor', vendor, 'read', read, 'host', host, 'commands', (
        select coalesce(jsonb_agg(jsonb_build_object('hash', md5(process ->> 'commandLine'), 'look', look)), '[]')
        from jsonb_array_elements(processes) process left join lateral (
          select jsonb_build_object(
            'verdict', look -> 'verdict', 'confidence', look -> 'confidence', 'techniques', look -> 'techniques'
          ) as look from jsonb_array_elements(commands) look where look -> 'role' = process -> 'role'
        ) looked on true
        where process ->> 'commandLine' ~ ${COMMAND_LINE_SIGN}
      )) order by received_at desc, vendor_id) from known
    ) as alerts`);
  const { seen, alerts } = rows[0]!;
  if (!alerts) return NO_INTEL;
  return { vendor: vendorToAnalyse(alerts), commandLines: commandFindings(alerts, seen > MOST_EVENTS) };
}
