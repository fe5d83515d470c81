import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { automations } from '#lib/db/schema/index.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { acceptDelivery } from '#lib/services/deliveries/accept.ts';
import { requestCheck } from '#lib/services/health/request-check.ts';
import { randomOf } from './support/random.ts';
import { until } from './support/until.ts';
import { openWorkerFloor, type WorkerFloor } from './support/worker-floor.ts';
import type { WorkerProcess } from './support/worker-process.ts';
import {
  FALCON_STORY_NAMES,
  type FalconAlertNode,
  type FalconEmulator,
  startCrowdStrike,
} from './vendors/crowdstrike.ts';

const SEED = 20_261_122;
/** More than a page of the reader. */
const ALERTS = 360;
const TREES = 12;
const KILLS = 6;
/** A worker lives at most so long after it says that it runs. */
const LONGEST_LIFE_MS = 1_500;

/** A machine that does ten other things at once takes minutes. */
const PATIENCE = { timeoutMs: 360_000 };
const FOLLOWING = ['crowdstrike-intel', 'enrich-endpoint', 'enrich-observables'];

let floor: WorkerFloor;
let falcon: FalconEmulator;

beforeAll(async () => {
  [floor, falcon] = await Promise.all([openWorkerFloor(), startCrowdStrike()]);
  falcon.remaining = 1_000_000;
  const { db, ctx } = floor;
  const updatedAt = new Date();
  await db.insert(automations).values([
    { id: 'crowdstrike-alert', enabled: true, parameters: { minimumSeverity: 'informational' }, updatedAt },
    // What follows about each alert, and is more work than the alert itself, is of other tests.
    ...FOLLOWING.map((id) => ({ id, enabled: false, parameters: {}, updatedAt })),
  ]);
  // Each start reads at once. Reading the same pages again every moment is work that the alerts would wait for.
  await putConnector({
    ctx: ctx(),
    input: {
      ...{ id: 'crowdstrike', enabled: true, baseUrl: falcon.url, settings: { readLogSeconds: 30 } },
      credentials: { clientId: falcon.clientId, clientSecret: falcon.clientSecret },
    },
  });
});

afterAll(() => Promise.all([falcon?.close(), floor?.close()]));

test('kill -9 of the reader of Falcon’s alerts in the middle of a burst loses none and takes none twice', {
  timeout: 900_000,
}, async () => {
  const random = randomOf(SEED);
  const ids: string[] = [];
  let brought = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const worker = floor.start();
    if (kill > 0 && random.next() >= 0.2) await worker.running;
    // The daily check finds the same alerts beside the reader.
    if (kill % 3 === 1) await requestCheck({ ctx: floor.ctx(), input: {} });
    // A burst, half of it with one time.
    const at = new Date();
    for (let n = 0; n < ALERTS / KILLS; n += 1) {
      const host = random.below(TREES);
      const story = FALCON_STORY_NAMES[n % FALCON_STORY_NAMES.length]!;
      const tied = n % 2 === 0 ? { updated_timestamp: at.toISOString() } : {};
      const alert = falcon.addAlert({ story, host, tree: host, at }, tied);
      ids.push(alert.composite_id);
      if (random.next() < 0.1) {
        brought += 1;
        await bring(alert);
      }
    }
    await wait(random.below(LONGEST_LIFE_MS));
    // The first one dies when it has taken some, for certain; what comes after the last is the survivor's.
    if (kill === 0) await until('it has taken some', async () => (await deliveries()).length > brought, PATIENCE);
    await floor.kill(worker);
  }
  ids.push(falcon.addAlert({ story: 'tunnel', host: 0, tree: 0 }).composite_id);

  const survivor = floor.start();
  await survivor.running;
  const accepted = () =>
    floor.rows<{ key: string }>(`select object_key as key from deliveries where outcome = 'accepted' order by 1`);
  const untilAll = (what: string, ask: () => Promise<boolean>) =>
    until(what, ask, PATIENCE).catch(async (error: Error) => {
      throw new Error(`${error.message}. ${await standing(survivor)}`, { cause: error });
    });
  await untilAll('every alert is taken', async () => (await accepted()).length >= ids.length);
  await untilAll('every alert is on a case', async () => (await onCases()).length >= ids.length);
  expect((await accepted()).map(({ key }) => key)).toEqual(ids.toSorted());
  const checks = `select count(*)::int as count from runs where automation = 'daily-health-check' and status = 'completed'`;
  await untilAll('every check is over', async () => (await floor.rows<{ count: number }>(checks))[0]!.count === 2);
  expect((await onCases()).map(({ key }) => key)).toEqual(ids.toSorted());
  const trees = new Set([...falcon.alerts.values()].map((alert) => alert.aggregate_id)).size;
  expect(await floor.rows(`select count(*)::int as count from cases`)).toEqual([{ count: trees }]);
  expect(await floor.stop(survivor)).toBe(0);
});

/** Hands an alert to intake, as its hook does. */
async function bring(alert: FalconAlertNode): Promise<void> {
  const ctx = floor.ctx({ kind: 'vendor', id: 'crowdstrike', name: 'crowdstrike' });
  const raw = Buffer.from(JSON.stringify({ alert }));
  const input = { connectorId: 'crowdstrike', vendor: 'crowdstrike', raw, receivedAt: ctx.now };
  await acceptDelivery({ ctx, input });
}

const deliveries = () => floor.rows('select object_key from deliveries');
const onCases = () =>
  floor.rows<{ key: string }>(`select vendor_id as key from case_events where vendor = 'crowdstrike' order by 1`);

/** What became of all of it, for whoever has to find out why something is missing. */
async function standing({ errors }: WorkerProcess): Promise<string> {
  const outcomes = await floor.rows(`select outcome, reason, count(*)::int as count from deliveries group by 1, 2`);
  const runs = await floor.rows(
    `select automation, status, error, count(*)::int as count from runs where status <> 'skipped' group by 1, 2, 3`,
  );
  return JSON.stringify({ outcomes, runs, errors });
}
