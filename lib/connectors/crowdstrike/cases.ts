import { z } from 'zod';
import { parseRows, type Reject } from '../rows.ts';
import { ALERT_LIMITS, type AlertIds, type AlertQuery } from './alerts.ts';
import { call } from './call.ts';
import type { FalconSession } from './connection.ts';
import { badAnswer } from './error.ts';

const text = z.string().nullish().catch(null);
const person = z.looseObject({ uuid: text, email: text, full_name: text }).nullish().catch(null);
const evidence = z
  .looseObject({ records: z.array(z.looseObject({ id: z.string() })).catch([]) })
  .nullish()
  .catch(null);
/** Epoch seconds. */
const moment = z.number().nullish().catch(null);

/** A case of Falcon's own case management. Its severity is a number: 10, 20, 40, 60 or 80. */
export const FalconCase = z.looseObject({
  id: z.string().min(1),
  reference_id: text,
  name: text,
  description: text,
  /** `new`, `in_progress`, `reopened`, `closed`. */
  status: z.string().catch(''),
  severity: z.coerce.number().nullish().catch(null),
  assigned_to: person,
  created_timestamp: text,
  updated_timestamp: text,
  tags: z.array(z.string()).nullish().catch(null),
  version: z.number().nullish().catch(null),
  /** False: what was written last is not to be seen yet. */
  consistency: z
    .looseObject({ consistent: z.boolean().catch(true) })
    .nullish()
    .catch(null),
  evidence: z.looseObject({ alerts: evidence, events: evidence }).nullish().catch(null),
  sla: z.looseObject({ name: text, active_timer_status: text, active_timer_time_due: moment }).nullish().catch(null),
});
export type FalconCase = z.infer<typeof FalconCase>;

/** Composite ids of the alerts that a case holds as evidence. */
export const alertIdsOf = ({ evidence: held }: FalconCase): string[] =>
  (held?.alerts?.records ?? []).map((record) => record.id);

/** Ids of cases, at most 10,000 counted from the first. Throws ConnectorError, `bad_request` for a filter that is none. */
export async function queryCases(
  session: FalconSession,
  { filter, sort, q, limit = 100, offset = 0 }: Omit<AlertQuery, 'includeHidden'> & { limit?: number; offset?: number },
): Promise<AlertIds> {
  if (offset + limit > ALERT_LIMITS.query)
    throw badAnswer(`offset and limit together are more than ${ALERT_LIMITS.query}`);
  const { resources, total, warnings } = await call(session, {
    method: 'GET',
    path: '/cases/queries/cases/v1',
    query: { filter: filter ?? undefined, sort, q, limit, offset },
  });
  return { ids: resources.filter((id): id is string => typeof id === 'string'), total, warnings };
}

export interface FalconCases {
  cases: FalconCase[];
  rejects: Reject[];
  /** Ids that Falcon does not know. */
  missing: string[];
  warnings: string[];
}

/** Cases by their ids, in batches. Throws ConnectorError. */
export async function readCases(session: FalconSession, ids: readonly string[]): Promise<FalconCases> {
  const found: FalconCases = { cases: [], rejects: [], missing: [], warnings: [] };
  const wanted = [...new Set(ids)];
  for (let at = 0; at < wanted.length; at += ALERT_LIMITS.ids) {
    const { resources, warnings } = await call(session, {
      method: 'POST',
      path: '/cases/entities/cases/v2',
      json: { ids: wanted.slice(at, at + ALERT_LIMITS.ids) },
    });
    const { good, rejects } = parseRows(FalconCase, resources);
    found.cases.push(...good);
    found.rejects.push(...rejects.map((reject) => ({ ...reject, index: reject.index + at })));
    found.warnings.push(...warnings);
  }
  const known = new Set(found.cases.map(({ id }) => id));
  found.missing = wanted.filter((id) => !known.has(id));
  return found;
}
