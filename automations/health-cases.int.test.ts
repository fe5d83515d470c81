import './testing/environment.ts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FalconAlertNode, type FalconEmulator, startCrowdStrike } from '#e2e/vendors/crowdstrike.ts';
import { caseEvents, deliveries } from '#lib/db/schema/index.ts';
import { WEEKDAYS } from '#lib/domain/health/day.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { casesOf, incidentKey } from '#lib/services/health/cases-of.ts';
import { requestCheck } from '#lib/services/health/request-check.ts';
import { getRun } from '#lib/services/runs/get.ts';
import { rowOf } from '#lib/services/testing/reads.ts';
import { adminCtx } from './testing/cases.ts';
import { testMachine } from './testing/harness.ts';
import { idleScout } from './testing/idle-scout.ts';

const machine = testMachine({ instead: [idleScout] });
let falcon: FalconEmulator;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
const patch = (id: string, change: object) =>
  updateAutomation({ ctx: adminCtx(machine), input: { id, patch: change } });

beforeAll(async () => {
  falcon = await startCrowdStrike();
  const { url: baseUrl, clientId, clientSecret } = falcon;
  await putConnector({
    ctx: adminCtx(machine),
    input: { id: 'crowdstrike', enabled: true, baseUrl, credentials: { clientId, clientSecret } },
  });
  // What finds an owner for each case, and what follows about it, is of other tests.
  for (const id of ['route-by-severity', 'enrich-endpoint', 'enrich-observables', 'case-created', 'crowdstrike-intel'])
    await patch(id, { enabled: false });
});
beforeEach(async () => {
  falcon.alerts.clear();
  falcon.cases.clear();
  await patch('daily-health-check', { parameters: { days: [...WEEKDAYS] } });
  await patch('crowdstrike-alert', {
    parameters: { groupByAggregate: true, groupByHost: true, minimumSeverity: 'medium', stormCases: 30 },
  });
});
afterAll(() => falcon.close());

async function check() {
  const { runId } = await requestCheck({ ctx: adminCtx(machine), input: {} });
  await machine.settled();
  const { output } = await getRun({ ctx: adminCtx(machine), input: { id: runId } });
  return output as { timers: { started: number; opened: number; left: number } };
}
const keyFor = async (objectKey: string) =>
  (await casesOf({ ctx: adminCtx(machine), input: { objectKeys: [objectKey] } })).get(objectKey)?.key;
const eventsOf = (vendorId: string) => machine.db.select().from(caseEvents).where(eq(caseEvents.vendorId, vendorId));
const deliver = (alert: FalconAlertNode) => machine.deliver('crowdstrike', alert);

describe('one state of an alert is one event', () => {
  test('where the check comes first, and the intake’s own reading after it', async () => {
    const alert = falcon.addAlert({ story: 'credentialDumping', host: 1, tree: 1 });
    expect(await check()).toMatchObject({ timers: { started: 1, opened: 1 } });
    expect(await deliver(alert)).toMatchObject({ duplicate: true });
    await machine.settled();
    const events = await eventsOf(alert.composite_id);
    expect(events).toMatchObject([{ raw: { composite_id: alert.composite_id }, deliveryId: expect.any(String) }]);
    await deliver(falcon.touchAlert(alert.composite_id, { tags: ['seen'] }));
    await machine.settled();
    expect(await eventsOf(alert.composite_id)).toHaveLength(2);
  });

  test('where the intake comes first', async () => {
    const alert = falcon.addAlert({ story: 'credentialDumping', host: 2, tree: 2 });
    await deliver(alert);
    await machine.settled();
    expect(await check()).toMatchObject({ timers: { started: 1, opened: 0 } });
    expect(await eventsOf(alert.composite_id)).toHaveLength(1);
  });

  test('where both come at once', async () => {
    const alerts = Array.from({ length: 12 }, (_, n) =>
      falcon.addAlert({ story: 'credentialDumping', host: 100 + (n % 4), tree: 100 + (n % 4) }),
    );
    const { runId } = await requestCheck({ ctx: adminCtx(machine), input: {} });
    await Promise.all(alerts.map(deliver));
    await machine.settled();
    const { output } = await getRun({ ctx: adminCtx(machine), input: { id: runId } });
    expect(output).toMatchObject({ timers: { started: 12 } });
    for (const { composite_id } of alerts) expect(await eventsOf(composite_id)).toHaveLength(1);
    const keys = await Promise.all(alerts.map(({ composite_id }) => keyFor(composite_id)));
    expect(new Set(keys).size).toBe(4);
  });

  test('where the intake found it too mild for a case, and the check does not', async () => {
    await patch('crowdstrike-alert', { parameters: { minimumSeverity: 'critical' } });
    const alert = falcon.addAlert({ story: 'encodedPowershell', host: 3, tree: 3 });
    const { deliveryId } = await deliver(alert);
    await machine.settled();
    expect(await keyFor(alert.composite_id)).toBeUndefined();
    expect(await check()).toMatchObject({ timers: { started: 1, opened: 1 } });
    const [delivery] = await machine.db.select().from(deliveries).where(eq(deliveries.id, deliveryId));
    expect(delivery).toMatchObject({ outcome: 'accepted', reason: null });
    expect(await eventsOf(alert.composite_id)).toMatchObject([{ deliveryId }]);
  });
});

describe('a case of the check is one of the intake', () => {
  test('with its description, its observables and the alert’s link', async () => {
    const alert = falcon.addAlert({ story: 'encodedPowershell', host: 4, tree: 4 });
    await check();
    const opened = await rowOf(machine.db, (await keyFor(alert.composite_id))!);
    expect(opened.description).toContain('### Process tree');
    expect(opened).toMatchObject({ category: 'Endpoint', customFields: { falconStatus: 'new' } });
    expect(opened.links).toMatchObject([{ url: alert.falcon_host_link }]);
    expect(opened.observableCount).toBeGreaterThan(3);
  });

  test('alerts of one process tree meet on it, those of the intake among them', async () => {
    const [first, second] = [1, 2].map(() => falcon.addAlert({ story: 'credentialDumping', host: 5, tree: 5 }));
    expect(await check()).toMatchObject({ timers: { started: 2, opened: 1 } });
    const later = falcon.addAlert({ story: 'encodedPowershell', host: 5, tree: 5 });
    await deliver(later);
    await machine.settled();
    const keys = await Promise.all([first!, second!, later].map(({ composite_id }) => keyFor(composite_id)));
    expect(new Set(keys)).toEqual(new Set([keys[0]]));
  });

  test('past the limit of their rule a storm’s case has them', async () => {
    await patch('crowdstrike-alert', { parameters: { stormCases: 2 } });
    for (let n = 0; n < 5; n += 1)
      falcon.addAlert({ story: 'tunnel', host: 200 + n, tree: 200 + n }, { name: 'StormOfTheCheck' });
    expect(await check()).toMatchObject({ timers: { started: 5, opened: 2 } });
    const keys = await Promise.all([...falcon.alerts.keys()].map(keyFor));
    expect(new Set(keys).size).toBe(3);
  });
});

describe('an incident', () => {
  test('comes to the case of its alerts, once, and raises it', async () => {
    const alert = falcon.addAlert({ story: 'encodedPowershell', host: 6, tree: 6 });
    const incident = falcon.addCase('Hands on keyboard', 80, ['unknown:ind:1', alert.composite_id], {
      created_timestamp: hoursAgo(2).toISOString(),
    });
    expect(await check()).toMatchObject({ timers: { started: 2, opened: 1 } });
    const key = (await keyFor(alert.composite_id))!;
    expect(await keyFor(incidentKey(incident.id))).toBe(key);
    expect(await rowOf(machine.db, key)).toMatchObject({ severity: 'critical', eventCount: 2 });
    expect(await check()).toMatchObject({ timers: { started: 0, opened: 0 } });
    expect(await eventsOf(incident.id)).toHaveLength(1);
  });

  test('without one has a case of its own', async () => {
    const incident = falcon.addCase('A quiet one', 60, [], { id: 'incident-without-alerts' });
    expect(await check()).toMatchObject({ timers: { started: 1, opened: 1 } });
    const opened = await rowOf(machine.db, (await keyFor(incidentKey(incident.id)))!);
    expect(opened).toMatchObject({ title: 'A quiet one', severity: 'high' });
    expect(opened.description).toContain(String(incident.reference_id));
  });
});
