import './testing/environment.ts';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '#e2e/support/until.ts';
import { type FalconEmulator, startCrowdStrike } from '#e2e/vendors/crowdstrike.ts';
import { runs } from '#lib/db/schema/index.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { getDelivery } from '#lib/services/deliveries/get.ts';
import { getRun } from '#lib/services/runs/get.ts';
import { as, ctxOf } from '#lib/services/testing/fixtures.ts';
import { adminCtx } from './testing/cases.ts';
import { testMachine } from './testing/harness.ts';

const ID = 'crowdstrike-intel-due';
const machine = testMachine();
let falcon: FalconEmulator;

beforeAll(async () => {
  falcon = await startCrowdStrike();
  const credentials = { clientId: falcon.clientId, clientSecret: falcon.clientSecret };
  await putConnector({
    ctx: adminCtx(machine),
    input: { id: 'crowdstrike', enabled: true, baseUrl: falcon.url, credentials },
  });
  const off = ['crowdstrike-intel', 'route-by-severity', 'case-created', 'enrich-endpoint', 'enrich-observables'];
  for (const id of off) await updateAutomation({ ctx: adminCtx(machine), input: { id, patch: { enabled: false } } });
});
afterAll(() => falcon.close());

/** Makes the calendar strike now; answers the run that it starts, when it has ended. */
async function strike(): Promise<string> {
  await machine.db.execute(sql`update engine.cron set next_at = now() - interval '1 minute' where function_id = ${ID}`);
  const run = await until('the run has ended', async () => {
    const [last] = await machine.db.select().from(runs).where(eq(runs.automation, ID));
    return last?.endedAt ? last : null;
  });
  return run.id;
}

test('what is due is asked for, and the run, which everybody may read, names no case', async () => {
  const { deliveryId } = await machine.deliver('crowdstrike', falcon.addAlert({ story: 'tunnel' }));
  await machine.settled();
  const { cases } = await getDelivery({ ctx: adminCtx(machine), input: { id: deliveryId } });
  const viewer = ctxOf(machine.db, as(machine.people.viewer), new Date());
  const run = await getRun({ ctx: viewer, input: { id: await strike() } });
  expect(run).toMatchObject({ status: 'completed', output: { asked: 1, more: false } });
  expect(cases).toHaveLength(1);
  expect(JSON.stringify(run)).not.toContain(cases[0]);
});
