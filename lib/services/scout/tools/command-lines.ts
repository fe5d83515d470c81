import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../../db/client.ts';
import { connectorSecrets, connectors } from '../../../db/schema/index.ts';
import { LONGEST_COMMAND_LINE } from '../../../domain/command-judge.ts';
import type { CommandVerdict } from '../../../domain/command-verdict.ts';
import { INTEL, INTEL_VENDORS, type IntelVendor } from '../../../domain/intel/vendors.ts';
import { type Written, writtenIn } from '../../../domain/written/index.ts';
import { settingsOf } from '../../automations/settings-of.ts';
import { readCaseTexts } from './case-texts.ts';
import { type Accused, judgedBy, MOST_RAW, NOTHING_READ, type TextsRead, type ToldOf, textsRead } from './texts.ts';

/** A command line of a case, as somebody wrote it down. */
export interface WrittenLine {
  line: string;
  /** What came of each look at it that was kept. */
  looks: CommandVerdict[];
}

export interface WrittenLines {
  lines: WrittenLine[];
  /** Other texts of the alerts and of the case, any of which may hold one. */
  texts: string[];
  /** What a vendor itself calls the case's alerts, or a field of the case, where that is an attack. */
  accusation: Accused | null;
  /** What a text of an alert or of the case tells of, where that is an attack. */
  told: ToldOf | null;
  /** Why these are not all of them, in a sentence; null: they are. */
  unread: string | null;
}

/** Of a case with more events nobody says that all was read: a thousand alerts of 4 KB take half a second, while the case is held. */
const MOST_EVENTS = 1_000;
/** The same of distinct lines: the rules take a fraction of a millisecond for a usual one, and milliseconds for one in layers. */
const MOST_LINES = 300;

/**
 * The command lines of a case and of what was merged into it: those that are observables, those of the processes that vendors' APIs name,
 * those in the alerts as they came, and those that the case itself has in its texts.
 */
export async function writtenLines(db: Db | Tx, caseIds: readonly string[]): Promise<WrittenLines> {
  const raw = await inAlerts(db, caseIds);
  const own = await readCaseTexts(db, caseIds);
  const known = await linesOf(db, caseIds);
  const named = new Set(known.map(({ line }) => line));
  const added = [...new Set([...raw.lines, ...own.lines])].filter((line) => !named.has(line));
  const lines = [...known, ...added.map((line) => ({ line: line.slice(0, LONGEST_COMMAND_LINE + 1), looks: [] }))];
  return {
    lines: lines.slice(0, MOST_LINES),
    texts: [...new Set([...raw.texts, ...own.texts])],
    ...{ accusation: raw.accusation ?? own.accusation, told: raw.told ?? own.told },
    unread:
      raw.unread ??
      own.unread ??
      (lines.length > MOST_LINES ? `The case has more than ${MOST_LINES} command lines.` : null),
  };
}

async function linesOf(db: Db | Tx, caseIds: readonly string[]): Promise<WrittenLine[]> {
  const { rows } = await db.execute<{ line: string; looks: (CommandVerdict | null)[] }>(sql`
    with event as (
      select id, vendor, vendor_id from case_events where case_id = any(${sql.param(caseIds)}::uuid[])
      order by received_at desc, id limit ${MOST_EVENTS}
    ), written as (
      select observable.value as line, null as look
      from case_observables held join observables observable on observable.id = held.observable_id
      where held.case_id = any(${sql.param(caseIds)}::uuid[]) and observable.type = 'command_line'
      union
      select process ->> 'commandLine', look ->> 'verdict'
      from event join alert_details known on known.vendor = event.vendor and known.vendor_id = event.vendor_id
      cross join lateral jsonb_array_elements(known.details -> 'processes') process
      left join lateral jsonb_array_elements(known.commands) look on look ->> 'role' = process ->> 'role'
    )
    select left(line, ${LONGEST_COMMAND_LINE + 1}) as line, array_agg(distinct look) as looks
    from written where btrim(line) <> '' group by 1 order by 1 limit ${MOST_LINES + 1}`);
  return rows.map(({ line, looks }) => ({ line, looks: looks.filter((look) => look !== null) }));
}

/** What the alerts themselves hold, whatever their vendors call it, and what their details tell of. */
async function inAlerts(db: Db | Tx, caseIds: readonly string[]): Promise<TextsRead> {
  const { rows: sizes } = await db.execute<{ size: string | null; events: number }>(sql`
    select sum(length(raw::text)) as size, count(*)::int as events
    from case_events where case_id = any(${sql.param(caseIds)}::uuid[])`);
  const { size, events } = sizes[0]!;
  if (events > MOST_EVENTS) return { ...NOTHING_READ, unread: `The case has more than ${MOST_EVENTS} events.` };
  if (Number(size ?? 0) > MOST_RAW)
    return { ...NOTHING_READ, unread: 'The alerts of the case are more than is read of one.' };
  const { rows } = await db.execute<Alert>(sql`
    select event.vendor, event.vendor_id as id, event.title, event.raw, known.details from case_events event
    left join alert_details known on known.vendor = event.vendor and known.vendor_id = event.vendor_id
    where event.case_id = any(${sql.param(caseIds)}::uuid[]) order by event.received_at desc, event.id`);
  const found = rows.map((alert) => ({ alert, written: writtenIn({ title: alert.title, raw: alert.raw }) }));
  const further = rows.flatMap(({ details }) => (details === null ? [] : [writtenIn(details)]));
  const raw = found.map(({ written }) => written);
  const read = textsRead(raw, {
    many: 'The alerts of the case hold more text than is read of one.',
    long: 'An alert of the case holds a text that is longer than what is read of one.',
  });
  const unread = whyUnread(found, await vendorsRead(db)) ?? read.unread;
  return { ...read, unread, ...judgedBy('alert', [...raw, ...further]) };
}

interface Alert extends Record<string, unknown> {
  vendor: string;
  id: string;
  title: string;
  raw: unknown;
  /** Null: they were not read. */
  details: unknown;
}

/**
 * An alert of a vendor whose API knows more brings the lines of its tree with its details; where these are not read, it has to bring at least one
 * itself.
 */
function whyUnread(found: readonly { alert: Alert; written: Written }[], read: readonly IntelVendor[]): string | null {
  for (const vendor of INTEL_VENDORS) {
    const left = found.filter(
      ({ alert, written }) =>
        alert.vendor === vendor && alert.details === null && (read.includes(vendor) || written.lines.length === 0),
    );
    const count = new Set(left.map(({ alert }) => alert.id)).size;
    const { title } = INTEL[vendor];
    if (count === 1) return `The details of an alert from ${title} were not read.`;
    if (count > 1) return `The details of ${count} alerts from ${title} were not read.`;
  }
  return null;
}

/** The vendors whose alerts are read further in this house. */
async function vendorsRead(db: Db | Tx): Promise<IntelVendor[]> {
  const secrets = await db
    .select({ id: connectors.id, name: connectorSecrets.name })
    .from(connectors)
    .innerJoin(connectorSecrets, eq(connectorSecrets.connectorId, connectors.id))
    .where(and(inArray(connectors.id, [...INTEL_VENDORS]), eq(connectors.enabled, true)));
  const read: IntelVendor[] = [];
  for (const vendor of INTEL_VENDORS) {
    const { secret, automation } = INTEL[vendor];
    const canAsk = secrets.some(({ id, name }) => id === vendor && name === secret);
    if (canAsk && (await settingsOf(db, automation)).enabled) read.push(vendor);
  }
  return read;
}
