import { FalconAlert } from '../../domain/crowdstrike/alert.ts';
import { parseRows, type Reject } from '../rows.ts';
import { call } from './call.ts';
import type { FalconSession } from './connection.ts';
import { badAnswer } from './error.ts';

export { FalconAlert, type FalconProcess } from '../../domain/crowdstrike/alert.ts';

/** The vendor's limits: ids that one query lists, ids that one read or change names. */
export const ALERT_LIMITS = { query: 10_000, ids: 1_000 } as const;

export interface AlertQuery {
  /** FQL; null: every alert. */
  filter: string | null;
  /** Such as `created_timestamp|desc`. */
  sort?: string;
  /** Words that are looked for in all of an alert. */
  q?: string;
  includeHidden?: boolean;
}

export interface AlertIds {
  ids: string[];
  /** All that the filter fits. */
  total: number;
  warnings: string[];
}

/**
 * Ids of alerts, at most 10,000 counted from the first; behind that Falcon gives none. Throws ConnectorError, `bad_request` for a filter
 * that is none.
 */
export async function queryAlerts(
  session: FalconSession,
  { filter, sort, q, includeHidden, limit = 100, offset = 0 }: AlertQuery & { limit?: number; offset?: number },
): Promise<AlertIds> {
  if (offset + limit > ALERT_LIMITS.query)
    throw badAnswer(`offset and limit together are more than ${ALERT_LIMITS.query}`);
  const { resources, total, warnings } = await call(session, {
    method: 'GET',
    path: '/alerts/queries/alerts/v2',
    query: { filter: filter ?? undefined, sort, q, include_hidden: includeHidden, limit, offset },
  });
  return { ids: resources.filter((id): id is string => typeof id === 'string'), total, warnings };
}

/** The ids of all alerts that fit, up to the 10,000 that Falcon lists. */
export async function queryAllAlerts(session: FalconSession, query: AlertQuery): Promise<AlertIds> {
  return queryAlerts(session, { ...query, limit: ALERT_LIMITS.query });
}

export interface Alerts {
  alerts: FalconAlert[];
  /** All rows as Falcon sent them. */
  rows: unknown[];
  /** Rows that are no alerts. */
  rejects: Reject[];
  /** Ids that Falcon does not know, or shows no more. */
  missing: string[];
  warnings: string[];
}

/** Alerts by their composite ids, in as few calls as Falcon allows. Throws ConnectorError. */
export async function readAlerts(session: FalconSession, compositeIds: readonly string[]): Promise<Alerts> {
  const found: Alerts = { alerts: [], rows: [], rejects: [], missing: [], warnings: [] };
  const wanted = [...new Set(compositeIds)];
  for (let at = 0; at < wanted.length; at += ALERT_LIMITS.ids) {
    const { resources, warnings } = await call(session, {
      method: 'POST',
      path: '/alerts/entities/alerts/v2',
      json: { composite_ids: wanted.slice(at, at + ALERT_LIMITS.ids) },
    });
    const { good, rejects } = parseRows(FalconAlert, resources);
    found.alerts.push(...good);
    found.rows.push(...resources);
    found.rejects.push(...rejects.map((reject) => ({ ...reject, index: reject.index + at })));
    found.warnings.push(...warnings);
  }
  const known = new Set(found.alerts.map((alert) => alert.composite_id));
  found.missing = wanted.filter((id) => !known.has(id));
  return found;
}

/** What can be changed about alerts. Several changes of one call are made together. */
export interface AlertChange {
  status?: 'new' | 'in_progress' | 'reopened' | 'closed';
  /** By user id (an e-mail address), by UUID, or to nobody. */
  assign?: { userId: string } | { uuid: string } | null;
  addTags?: readonly string[];
  removeTags?: readonly string[];
  comment?: string;
}

/** Changes alerts; answers how many Falcon changed. A change that stands already does no harm, but a comment is added each time. */
export async function updateAlerts(
  session: FalconSession,
  compositeIds: readonly string[],
  change: AlertChange,
): Promise<{ affected: number; warnings: string[] }> {
  const actions = actionsOf(change);
  const done = { affected: 0, warnings: [] as string[] };
  if (actions.length === 0) return done;
  for (let at = 0; at < compositeIds.length; at += ALERT_LIMITS.ids) {
    const { affected, warnings } = await call(session, {
      method: 'PATCH',
      path: '/alerts/entities/alerts/v3',
      json: { composite_ids: compositeIds.slice(at, at + ALERT_LIMITS.ids), action_parameters: actions },
    });
    done.affected += affected;
    done.warnings.push(...warnings);
  }
  return done;
}

function actionsOf({ status, assign, addTags = [], removeTags = [], comment }: AlertChange) {
  const action = (name: string, value: string) => ({ name, value });
  return [
    ...(status ? [action('update_status', status)] : []),
    ...(assign === undefined
      ? []
      : assign === null
        ? [action('unassign', '')]
        : ['uuid' in assign ? action('assign_to_uuid', assign.uuid) : action('assign_to_user_id', assign.userId)]),
    ...addTags.map((tag) => action('add_tag', tag)),
    ...removeTags.map((tag) => action('remove_tag', tag)),
    ...(comment ? [action('append_comment', comment)] : []),
  ];
}
