import {
  ALERT_LIMITS,
  type Alerts,
  type FalconCase,
  type FalconSession,
  fql,
  queryAlerts,
  queryCases,
  readAlerts,
  readCases,
} from '../../connectors/crowdstrike.ts';
import type { FalconAlert } from '../../domain/crowdstrike/alert.ts';
import { readFalconBody } from '../../domain/crowdstrike/body.ts';
import { rankOf, type Severity } from '../../domain/severity.ts';
import { cut } from '../../domain/text.ts';
import { severityOfFalcon } from '../../domain/vendor-severity.ts';
import type { HealthItem } from '../../domain/views/health.ts';
import { rangesOf } from './severity-ranges.ts';

/** What is looked for at Falcon. */
export interface Wanted {
  states: readonly string[];
  severities: readonly Severity[];
}

/** What its document says of a detection or incident. */
export interface FalconItem extends Omit<HealthItem, 'caseKey' | 'ageHours' | 'red'> {
  /** Somebody has it at Falcon. */
  assigned: boolean;
}

/** A detection or incident by its id alone: all that a step of a run without a case hands on, since everybody may read it there. */
export type ItemRef = Pick<FalconItem, 'kind' | 'id'>;

/** One with the severity under which Falcon lists it. */
export interface Listed extends ItemRef {
  severity: Severity;
}

export interface Found<T extends ItemRef = ItemRef> {
  refs: T[];
  /** There are more than Falcon lists. */
  more: boolean;
}

const OLDEST_FIRST = 'created_timestamp|asc';
const NEWEST_FIRST = 'created_timestamp|desc';
const CLOSED = 'closed';
/** Falcon lists so many ids. */
const ALL = ALERT_LIMITS.query;

/** How many detections and incidents of these states and severities there are, whoever has them. Throws ConnectorError. */
export async function countOpen(
  session: FalconSession,
  wanted: Wanted,
): Promise<{ detections: number; incidents: number }> {
  const query = { filter: filterOf(wanted, {}), limit: 1 };
  const alerts = await queryAlerts(session, query);
  const cases = await queryCases(session, query);
  return { detections: alerts.total, incidents: cases.total };
}

/** All that nobody has at Falcon, the newest first. Throws ConnectorError. */
export const listUnassigned = (session: FalconSession, wanted: Wanted): Promise<Found> =>
  list(session, () => ({ filter: filterOf(wanted, { unassigned: true }), sort: NEWEST_FIRST, limit: ALL }));

/** All that nobody has at Falcon and was created before a moment, the most severe first, of those the oldest. Throws ConnectorError. */
export async function listOld(
  session: FalconSession,
  wanted: Wanted,
  before: Record<ItemRef['kind'], Date>,
): Promise<Found<Listed>> {
  const listed = new Map<string, Listed>();
  let some = false;
  for (const severity of wanted.severities.toSorted((a, b) => rankOf(b) - rankOf(a))) {
    const { refs, more } = await list(session, (kind) => ({
      filter: filterOf({ ...wanted, severities: [severity] }, { unassigned: true, before: before[kind] }),
      ...{ sort: OLDEST_FIRST, limit: ALL },
    }));
    // One whose severity falls while it is listed is asked for twice.
    for (const ref of refs) if (!listed.has(ref.id)) listed.set(ref.id, { ...ref, severity });
    some ||= more;
  }
  return { refs: [...listed.values()], more: some };
}

async function list(
  session: FalconSession,
  queryOf: (kind: ItemRef['kind']) => Parameters<typeof queryAlerts>[1],
): Promise<Found> {
  const alerts = await queryAlerts(session, queryOf('detection'));
  const cases = await queryCases(session, queryOf('incident'));
  const refs: ItemRef[] = [
    ...alerts.ids.map((id) => ({ kind: 'detection' as const, id })),
    ...cases.ids.map((id) => ({ kind: 'incident' as const, id })),
  ];
  return { refs, more: alerts.total > alerts.ids.length || cases.total > cases.ids.length };
}

/** A document with what the check makes of it. */
export type Read =
  /** An alert as Falcon sent it. */
  { item: FalconItem; alert: unknown } | { item: FalconItem; incident: FalconCase };

export interface ReadNow {
  /** What nobody has at Falcon now. */
  unassigned: Read[];
  /** What somebody has there by now, is closed, or is shown no more. What is in neither was not answered. */
  settled: string[];
}

/** What the documents of these say: the list of ids may be a moment behind them. Throws ConnectorError. */
export async function readUnassigned(session: FalconSession, refs: readonly ItemRef[]): Promise<ReadNow> {
  const alerts = await readAlerts(session, idsOf(refs, 'detection'));
  const cases = await readCases(session, idsOf(refs, 'incident'));
  const read: Read[] = [
    ...alerts.rows.map(readFalconBody).flatMap((one) => (one.ok ? [{ item: ofAlert(one.alert), alert: one.raw }] : [])),
    ...cases.cases.map((incident) => ({ item: ofIncident(incident), incident })),
  ];
  return {
    unassigned: read.filter(({ item }) => !isSettled(item)),
    settled: [...read.filter(({ item }) => isSettled(item)).map(({ item }) => item.id), ...goneIn([alerts, cases])],
  };
}

const isSettled = ({ assigned, status }: FalconItem) => assigned || status === CLOSED;

/** What is missing from an answer that came with an error says nothing, and neither does what came in a shape that we do not know. */
function goneIn(answers: readonly Pick<Alerts, 'missing' | 'rejects' | 'warnings'>[]): string[] {
  return answers.flatMap(({ missing, rejects, warnings }) => {
    if (warnings.length > 0) return [];
    const odd = new Set(rejects.map(({ row }) => idOfRow(row)));
    return missing.filter((id) => !odd.has(id));
  });
}

const idOfRow = (row: unknown) =>
  row !== null && typeof row === 'object' ? ('composite_id' in row ? row.composite_id : 'id' in row && row.id) : null;

/** Ids of one kind. */
export const idsOf = (refs: readonly ItemRef[], kind: ItemRef['kind']): string[] =>
  refs.flatMap((ref) => (ref.kind === kind ? [ref.id] : []));

/** Which of these somebody has at Falcon by now, or are closed, or are shown no more. Throws ConnectorError. */
export const readSettled = async (session: FalconSession, refs: readonly ItemRef[]): Promise<string[]> =>
  (await readUnassigned(session, refs)).settled;

function filterOf(
  { states, severities }: Wanted,
  { unassigned = false, before }: { unassigned?: boolean; before?: Date },
): fql.Fql | null {
  return fql.allOf(
    fql.oneOf('status', states),
    rangesOf(severities),
    unassigned ? fql.isEmpty('assigned_to_name') : null,
    before ? fql.where('created_timestamp', '<', before) : null,
  );
}

export function ofAlert(alert: FalconAlert): FalconItem {
  const { technique_id, technique } = alert;
  return {
    kind: 'detection',
    id: alert.composite_id,
    title: cut(alert.display_name ?? alert.name ?? alert.description ?? 'Falcon alert', 200),
    severity: severityOfFalcon(alert),
    status: alert.status ?? 'new',
    host: alert.device?.hostname ? cut(alert.device.hostname, 253) : null,
    technique: technique_id ? cut(technique ? `${technique_id} ${technique}` : technique_id, 100) : null,
    createdAt: momentOf(alert.created_timestamp),
    link: linkOf(alert.falcon_host_link),
    assigned: Boolean(alert.assigned_to_name || alert.assigned_to_uid || alert.assigned_to_uuid),
  };
}

export function ofIncident(one: FalconCase): FalconItem {
  const { assigned_to: owner } = one;
  return {
    kind: 'incident',
    id: one.id,
    title: cut(one.name ?? one.reference_id ?? 'Falcon case', 200),
    severity: severityOfFalcon({ severity: one.severity ?? null, severity_name: null }),
    status: one.status,
    ...{ host: null, technique: null, link: null },
    createdAt: momentOf(one.created_timestamp),
    assigned: Boolean(owner?.uuid || owner?.email),
  };
}

function momentOf(text: string | null | undefined): string | null {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** http and https alone: a link is clicked by people. */
const linkOf = (text: string | null): string | null =>
  text && /^https?:\/\//.test(text) && URL.canParse(text) ? text : null;
