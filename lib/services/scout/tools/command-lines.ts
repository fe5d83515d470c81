import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../../db/client.ts';
import { connectorSecrets, connectors } from '../../../db/schema/index.ts';
import { LONGEST_COMMAND_LINE } from '../../../domain/command-judge.ts';
import type { CommandVerdict } from '../../../domain/command-verdict.ts';
import { INTEL, INTEL_VENDORS, type IntelVendor } from '../../../domain/intel/vendors.ts';
import { cut } from '../../../domain/text.ts';
import { writtenIn } from '../../../domain/written.ts';
import { settingsOf } from '../../automations/settings-of.ts';

/** A command line of a case, as somebody wrote it down. */
export interface WrittenLine {
  line: string;
  /** What came of each look at it that was kept. */
  looks: CommandVerdict[];
}

export interface WrittenLines {
  lines: WrittenLine[];
  /** Other texts of the alerts, any of which may hold one. */
  texts: string[];
  /** What a vendor itself calls the case's alerts, where that is an attack. */
  accusation: string | null;
  /** Why these are not all of them, in a sentence; null: they are. */
  unread: string | null;
}

/** Of a case with more events nobody says that all was read: a thousand alerts of 4 KB take half a second, while the case is held. */
const MOST_EVENTS = 1_000;
/** The same of distinct lines: the rules take a fraction of a millisecond for a usual one, and milliseconds for one in layers. */
const MOST_LINES = 300;

/** Characters of alerts, and of their distinct texts, that are read of a case while it is held. */
const MOST_RAW = 4_000_000;
const MOST_TEXT = 250_000;

/** Names of fields with which an alert brings its own command lines; what else may hold one is looked for in what was fetched. */
const LINE_FIELD =
  '(cmd|command)[ _.-]*line([ _.-]*arg(ument)?s)?$|^(cmd|command)$|(malicious|process)[ _.-]*arguments$|script[ _.-]*block([ _.-]*text)?$';
const LINES_IN = `$.** ? (@.type() == "object").keyvalue() ? (@.key like_regex "${LINE_FIELD}" flag "i").value ? (@.type() == "string")`;

/**
 * The command lines of a case and of what was merged into it: those that are observables, those of the processes that vendors' APIs name, and
 * those in the alerts as they came.
 */
export async function writtenLines(db: Db | Tx, caseIds: readonly string[]): Promise<WrittenLines> {
  const unread = await whyUnread(db, caseIds);
  const raw = await inAlerts(db, caseIds);
  const known = await linesOf(db, caseIds);
  const named = new Set(known.map(({ line }) => line));
  const added = raw.lines.filter((line) => !named.has(line));
  const lines = [...known, ...added.map((line) => ({ line: line.slice(0, LONGEST_COMMAND_LINE + 1), looks: [] }))];
  const { texts, accusation } = raw;
  return {
    ...{ lines: lines.slice(0, MOST_LINES), texts, accusation },
    unread:
      unread ??
      raw.unread ??
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

interface InAlerts extends Omit<WrittenLines, 'lines'> {
  lines: string[];
}

/** What the alerts themselves hold, whatever their vendors call it. */
async function inAlerts(db: Db | Tx, caseIds: readonly string[]): Promise<InAlerts> {
  const { rows: sizes } = await db.execute<{ size: string | null }>(
    sql`select sum(length(raw::text)) as size from case_events where case_id = any(${sql.param(caseIds)}::uuid[])`,
  );
  if (Number(sizes[0]?.size ?? 0) > MOST_RAW)
    return { lines: [], texts: [], accusation: null, unread: 'The alerts of the case are more than is read of one.' };
  const { rows } = await db.execute<{ raw: unknown }>(sql`
    select raw from case_events where case_id = any(${sql.param(caseIds)}::uuid[])
    order by received_at desc, id limit ${MOST_EVENTS}`);
  const found = rows.map(({ raw }) => writtenIn(raw));
  const texts = [...new Set(found.flatMap((one) => one.texts))];
  const accusation = found.find((one) => one.accusation)?.accusation ?? null;
  const isTooMuch = texts.reduce((sum, { length }) => sum + length, 0) > MOST_TEXT;
  return {
    lines: [...new Set(found.flatMap((one) => one.lines))],
    texts: isTooMuch ? [] : texts,
    accusation: accusation && `${cut(accusation.field, 60)}: ${cut(accusation.word, 60)}`,
    unread:
      isTooMuch || found.some(({ whole }) => !whole)
        ? 'The alerts of the case hold more text than is read of one.'
        : null,
  };
}

/**
 * An alert of a vendor whose API knows more brings the lines of its tree with its details; where these are not read, it has to bring at least one
 * itself.
 */
async function whyUnread(db: Db | Tx, caseIds: readonly string[]): Promise<string | null> {
  const read = await vendorsRead(db);
  const { rows } = await db.execute<{ vendor: string | null; events: number; unread: number }>(sql`
    with event as (
      select vendor, vendor_id, raw from case_events where case_id = any(${sql.param(caseIds)}::uuid[])
      limit ${MOST_EVENTS + 1}
    )
    select event.vendor, count(*)::int as events, (count(distinct event.vendor_id) filter (
      where event.vendor = any(${sql.param([...INTEL_VENDORS])}::text[]) and known.vendor_id is null
        and (event.vendor = any(${sql.param(read)}::text[]) or not jsonb_path_exists(event.raw, ${LINES_IN}::jsonpath))
    ))::int as unread
    from event left join alert_details known on known.vendor = event.vendor and known.vendor_id = event.vendor_id
    group by event.vendor`);
  if (rows.reduce((sum, { events }) => sum + events, 0) > MOST_EVENTS)
    return `The case has more than ${MOST_EVENTS} events.`;
  const left = rows.find(({ unread }) => unread > 0);
  if (!left) return null;
  const { title } = INTEL[left.vendor as IntelVendor];
  return left.unread === 1
    ? `The details of an alert from ${title} were not read.`
    : `The details of ${left.unread} alerts from ${title} were not read.`;
}

/** The vendors whose alerts are read further in this house. */
async function vendorsRead(db: Db | Tx): Promise<IntelVendor[]> {
  const withClient = await db
    .selectDistinct({ id: connectors.id })
    .from(connectors)
    .innerJoin(connectorSecrets, eq(connectorSecrets.connectorId, connectors.id))
    .where(
      and(
        ...[inArray(connectors.id, [...INTEL_VENDORS]), eq(connectors.enabled, true)],
        eq(connectorSecrets.name, 'clientSecret'),
      ),
    );
  const read: IntelVendor[] = [];
  for (const vendor of INTEL_VENDORS)
    if (withClient.some(({ id }) => id === vendor) && (await settingsOf(db, INTEL[vendor].automation)).enabled)
      read.push(vendor);
  return read;
}
