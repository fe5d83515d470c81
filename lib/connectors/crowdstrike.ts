import { queryAlerts } from './crowdstrike/alerts.ts';
import { queryCases } from './crowdstrike/cases.ts';
import type { FalconSession } from './crowdstrike/connection.ts';
import { ConnectorError } from './http/error.ts';

export {
  ALERT_LIMITS,
  type AlertChange,
  type AlertIds,
  type AlertQuery,
  type Alerts,
  FalconAlert,
  type FalconProcess,
  queryAlerts,
  queryAllAlerts,
  readAlerts,
  updateAlerts,
} from './crowdstrike/alerts.ts';
export { alertIdsOf, FalconCase, type FalconCases, queryCases, readCases } from './crowdstrike/cases.ts';
export {
  FALCON_CLOUDS,
  type FalconCloud,
  type FalconConnection,
  type FalconSession,
} from './crowdstrike/connection.ts';
export * as fql from './crowdstrike/fql.ts';
export { requestToken, revokeToken } from './crowdstrike/session.ts';

/** One look at the alerts and the cases each: proves the client's scopes. `cases` is null where it may not read them. Throws ConnectorError. */
export async function test(session: FalconSession): Promise<{ alerts: number; cases: number | null }> {
  const { total: alerts } = await queryAlerts(session, { filter: null, limit: 1 });
  const cases = await queryCases(session, { filter: null, limit: 1 }).then(({ total }) => total, nullWhereForbidden);
  return { alerts, cases };
}

function nullWhereForbidden(error: unknown): null {
  if (error instanceof ConnectorError && error.class === 'forbidden') return null;
  throw error;
}
