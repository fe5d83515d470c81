import { readAlerts } from '../../connectors/crowdstrike.ts';
import { falconVersion } from '../../domain/crowdstrike/body.ts';
import { detailsOf } from '../../domain/crowdstrike/details.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import type { DetailsRead } from '../intel/sources.ts';
import type { RunInput } from '../run-input.ts';
import { withRunSession } from './session.ts';

/** Reads alerts at Falcon by their composite ids, in the run's own session. Throws ConnectorError. */
export async function readFalconDetails(
  ctx: Ctx,
  { ids, ...run }: RunInput & { ids: readonly string[] },
): Promise<DetailsRead> {
  const { alerts, missing, rejects, warnings } = await withRunSession(ctx, run, (session) => readAlerts(session, ids));
  const unreadable = rejects.length > 0 ? [`Rows that are no alerts: ${rejects.length}.`] : [];
  return {
    alerts: alerts.map((alert) => ({
      vendorId: alert.composite_id,
      updatedAt: falconVersion(alert),
      details: detailsOf(alert),
    })),
    missing: missing.length,
    warnings: [...warnings, ...unreadable],
  };
}
