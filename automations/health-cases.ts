import type { Actor } from '#lib/domain/actor.ts';
import type { AutomationParameters } from '#lib/domain/automations.ts';
import { falconFacts } from '#lib/domain/intake-facts.ts';
import { stormGuardOf } from '#lib/domain/storm.ts';
import { withRunSession } from '#lib/integrations/falcon/session.ts';
import { bringIncident } from '#lib/integrations/health/bring-incident.ts';
import { type ItemRef, readUnassigned } from '#lib/integrations/health/read-falcon.ts';
import { withoutCase } from '#lib/integrations/health/time-items.ts';
import type { RunInput } from '#lib/integrations/run-input.ts';
import { settingsOf } from '#lib/services/automations/settings-of.ts';
import { takeState } from '#lib/services/deliveries/take-state.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import { receive, transform } from './receive.ts';

const CROWDSTRIKE: Actor = { kind: 'vendor', id: 'crowdstrike', name: 'crowdstrike' };

/**
 * Has each of these that nobody has at Falcon a case: a detection goes the way of the alerts’ own intake, with its mapping, its groups and its storm guard, so that
 * whichever of the two comes first there is one event of it, on one case; an incident goes to the case of its alerts. Answers how many cases
 * were opened. Throws ConnectorError.
 */
export async function giveCases(ctx: Ctx, { refs, ...run }: RunInput & { refs: readonly ItemRef[] }) {
  const homeless = await withoutCase(ctx, refs);
  if (homeless.length === 0) return 0;
  const { unassigned } = await withRunSession(ctx, run, (session) => readUnassigned(session, homeless));
  const { parameters } = await settingsOf(ctx.db, 'crowdstrike-alert');
  let opened = 0;
  for (const one of unassigned) {
    const own = { ...ctx, effect: `${ctx.effect}/${one.item.id}` };
    const isNew =
      'alert' in one
        ? await takeInDetection(own, one.alert, parameters)
        : await bringIncident({ ctx: own, input: { item: one.item, document: one.incident } });
    if (isNew) opened += 1;
  }
  return opened;
}

/** What the intake would leave away, such as what is too mild for it, the check wants: only what is over at Falcon opens nothing. */
async function takeInDetection(
  ctx: Ctx,
  alert: unknown,
  parameters: AutomationParameters<'crowdstrike-alert'>,
): Promise<boolean> {
  const connectorId = CROWDSTRIKE.id;
  const { deliveryId } = await takeState({ ctx: { ...ctx, actor: CROWDSTRIKE }, input: { connectorId, value: alert } });
  const transformed = await transform(ctx, deliveryId);
  if (!transformed.ok) return false;
  const { mapped } = transformed;
  const facts = falconFacts(mapped, parameters);
  const taken = await receive(ctx, {
    ...{ deliveryId, connectorId, source: connectorId, mapped, parameters },
    facts: facts.statusEnds ? facts : { ...facts, statusOpens: true, barred: null },
    guard: stormGuardOf(parameters, mapped.rule),
    report: `The daily check found the alert “${mapped.title}”, severity ${mapped.severity}`,
  });
  return taken.key !== null && taken.did === 'opened';
}
