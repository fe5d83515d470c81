import { alertIdsOf, type FalconCase } from '../../connectors/crowdstrike.ts';
import type { NewEvent } from '../../services/cases/insert-event.ts';
import { openCase } from '../../services/cases/open.ts';
import { ServiceError } from '../../services/errors.ts';
import { attachIncident } from '../../services/health/attach-incident.ts';
import { casesOf, incidentKey } from '../../services/health/cases-of.ts';
import { FALCON } from '../../services/health/vendor.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import type { FalconItem } from './read-falcon.ts';

/**
 * Brings an incident to our case of the first of its alerts that is open here, or opens one. Answers whether it was opened; what another process opened
 * at the same moment was not.
 */
export async function bringIncident({
  ctx,
  input: { item, document },
}: {
  ctx: Ctx;
  input: { item: FalconItem; document: FalconCase };
}): Promise<boolean> {
  const { id, title, severity, createdAt } = item;
  const alertIds = alertIdsOf(document);
  const event: NewEvent = {
    ...{ vendor: FALCON, vendorId: id, title, raw: document, receivedAt: ctx.now },
    at: createdAt ? new Date(createdAt) : ctx.now,
    summary: `Falcon has the incident “${title}”, severity ${severity}`,
  };
  const known = await casesOf({ ctx, input: { objectKeys: alertIds } });
  for (const alertId of alertIds) {
    const home = known.get(alertId);
    if (home?.open && (await attachIncident({ ctx, input: { key: home.key, severity, event } }))) return false;
  }
  return open(ctx, item, document, event);
}

async function open(ctx: Ctx, item: FalconItem, document: FalconCase, event: NewEvent): Promise<boolean> {
  try {
    await openCase({
      ctx,
      input: {
        fields: {
          ...{ title: item.title, severity: item.severity, category: 'Endpoint', source: FALCON },
          description: descriptionOf(document),
        },
        origin: { object: { connectorId: FALCON, objectKey: incidentKey(item.id) }, event, observables: [] },
      },
    });
    return true;
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'conflict') return false;
    throw error;
  }
}

const LONGEST = 20_000;

function descriptionOf(document: FalconCase): string {
  const { reference_id, description } = document;
  const named = reference_id ? `Falcon’s case ${reference_id}` : 'This case of Falcon’s';
  const alerts = alertIdsOf(document).length;
  const evidence = `${named} has alerts as evidence: ${alerts}.`;
  return description ? `${description.slice(0, LONGEST).toWellFormed()}\n\n${evidence}` : evidence;
}
