import './testing/access-environment.ts';
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Random, randomOf } from '#e2e/support/random.ts';
import { until } from '#e2e/support/until.ts';
import { startWorker, type WorkerProcess } from '#e2e/support/worker-process.ts';
import { FALCON_STORY_NAMES, type FalconEmulator, startCrowdStrike } from '#e2e/vendors/crowdstrike.ts';
import { startOtx } from '#e2e/vendors/otx.ts';
import type { Outage } from '#e2e/vendors/outages.ts';
import { startRecordedFuture } from '#e2e/vendors/recorded-future.ts';
import { startVirusTotal } from '#e2e/vendors/virustotal.ts';
import type { TestDatabase } from '#lib/db/testing/database.ts';
import { requestCancel } from '#lib/engine/index.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { pressAction } from '#lib/services/cases/press.ts';
import { useEncryptionKey } from '#lib/services/connectors/box.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { acceptDelivery } from '#lib/services/deliveries/accept.ts';
import { as, ctxOf, type Floor, openFloor } from '#lib/services/testing/fixtures.ts';
import { passTime } from './testing/pass-time.ts';
import { tokensSeen } from './testing/tokens-seen.ts';

/** Every seed of it: `INTEL_FAULT_RUNS=200`. What runs each time takes about a minute. */
const RUNS = Number(process.env.INTEL_FAULT_RUNS ?? 12);
const SEED = 20_261_122;
const BURST = 60;
const BURST_CASES = 4;
const KILLS = Math.max(3, Math.round(RUNS / 8));
/** Share of Falcon’s answers that go wrong, and of the runs that are cancelled. */
const OUTAGE_SHARE = 0.15;
const CANCEL_SHARE = 0.25;
const OUTAGES: readonly Outage[] = ['server-error', 'unavailable', 'rate-limited', 'lost'];
const PATIENCE = { timeoutMs: 300_000, everyMs: 200 };

let floor: Floor;
let database: TestDatabase;
let falcon: FalconEmulator;
let sources: { close(): Promise<unknown> }[];
let workerEnv: Record<string, string>;
let calm = false;
const alive = new Set<WorkerProcess>();
const setIntel = (parameters: object) =>
  updateAutomation({ ctx: admin(), input: { id: 'crowdstrike-intel', patch: { parameters: parameters as never } } });
const admin = () => ctxOf(floor.db, as(floor.people.admin), new Date());

beforeAll(async () => {
  const encryptionKey = randomBytes(32).toString('base64');
  useEncryptionKey(encryptionKey);
  ({ floor, database } = await openFloor());
  const [virustotal, recordedfuture, otx] = await Promise.all([startVirusTotal(), startRecordedFuture(), startOtx()]);
  falcon = await startCrowdStrike();
  Object.assign(falcon, { remaining: 1_000_000, resetSeconds: 1 });
  sources = [virustotal, recordedfuture, otx, falcon];
  const put = (id: string, baseUrl: string, credentials: Record<string, string>, settings: object = {}) =>
    putConnector({ ctx: admin(), input: { id, enabled: true, baseUrl, credentials, settings: settings as never } });
  const { clientId, clientSecret } = falcon;
  await put('crowdstrike', falcon.url, { clientId, clientSecret }, { webhookOnly: true });
  await put('virustotal', virustotal.url, { apiKey: virustotal.apiKey });
  await put('recordedfuture', recordedfuture.url, { apiToken: recordedfuture.apiToken });
  await put('otx', otx.url, { apiKey: otx.apiKey });
  const patch = (id: string, change: object) => updateAutomation({ ctx: admin(), input: { id, patch: change } });
  await setIntel({ onAlerts: false });
  await patch('crowdstrike-alert', { parameters: { minimumSeverity: 'informational' } });
  // What follows about each case is of other tests.
  for (const id of ['enrich-endpoint', 'enrich-observables', 'daily-health-check']) await patch(id, { enabled: false });
  workerEnv = {
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: encryptionKey,
    AUTH_SECRET: randomBytes(32).toString('hex'),
    ENGINE_EVENT_KEY: randomBytes(12).toString('hex'),
    ENGINE_SIGNING_KEY: `signkey-test-${randomBytes(32).toString('hex')}`,
    CONNECTOR_ALLOWED_NETWORKS: '127.0.0.0/8',
  };
});

afterAll(async () => {
  await Promise.all([...alive].map((worker) => worker.kill()));
  await Promise.all(sources.map((source) => source.close()));
  await database.drop();
});

test(`${RUNS} runs under kills, outages and cancellations: every token that was used is revoked, nothing is there twice`, {
  timeout: 900_000,
}, async () => {
  const first = start();
  await first.running;
  const keys = await openCases();
  troubleWith(randomOf(SEED));
  const time = passTime(query);
  const surviving = killWorkers(first, randomOf(SEED + 1));
  await Promise.all(keys.map((key, n) => analyse(key, randomOf(SEED + 100 + n))));
  const survivor = await surviving;
  calm = true;
  await until('every run is over', async () => (await query(UNDER_WAY)).length === 0, PATIENCE);
  await until('no session is left', async () => (await query('select 1 from vendor_sessions')).length === 0, PATIENCE);
  time.stop();
  alive.delete(survivor);
  expect(await survivor.stop()).toBe(0);

  const { used, revoked } = tokensSeen(falcon);
  expect(used.size).toBeGreaterThan(0);
  expect([...used].filter((token) => !revoked.has(token))).toEqual([]);
  // One alert is one event of its case, and has its details once.
  expect(await query('select vendor_id from case_events group by case_id, vendor_id having count(*) > 1')).toEqual([]);
  const told = `select case_id from timeline where summary = 'Added the details of an alert from Falcon'
    group by case_id having count(*) > 1`;
  expect(await query(told)).toEqual([]);
  const statuses = await query(
    "select status, count(*)::int as count from runs where automation = 'crowdstrike-intel' group by 1",
  );
  expect(statuses.find(({ status }) => status === 'completed')?.count).toBeGreaterThan(RUNS / 4);
  // What a run asked about, every source has answered.
  const owed = await query(`
    select 1 from runs child, jsonb_array_elements(child.output -> 'verdicts') verdict
    where child.automation = 'check-observables' and child.status = 'completed'
      and jsonb_array_length(verdict -> 'sources') <> 3`);
  expect(owed).toEqual([]);
  const asked = await query(`
    select parent.output -> 'indicators' ->> 'asked' as asked, sum((child.output ->> 'checked')::int) as checked
    from runs parent join runs child on child.automation = 'check-observables' and child.case_id = parent.case_id
      and child.status = 'completed'
    where parent.automation = 'crowdstrike-intel' and parent.status = 'completed'
    group by parent.id having sum((child.output ->> 'checked')::int) < (parent.output -> 'indicators' ->> 'asked')::int`);
  expect(asked).toEqual([]);
});

test(`${BURST} alerts on a few cases under kills: few runs, and none of them is left out`, {
  timeout: 300_000,
}, async () => {
  await setIntel({ onAlerts: true, quietSeconds: 2, longestQuietSeconds: 6, mostIndicators: 0 });
  const from = new Date();
  const random = randomOf(SEED + 2);
  const first = start();
  await first.running;
  const surviving = killWorkers(first, random, 3);
  const ids: string[] = [];
  for (let n = 0; n < BURST; n += 1) {
    ids.push(await deliver(n, { tree: 9_000 + (n % BURST_CASES), host: 9_000 + (n % BURST_CASES) }));
    await wait(random.below(150));
  }
  const survivor = await surviving;
  const left = `
    select vendor_id from case_events event where vendor_id = any($1) and not exists (
      select from alert_details known where known.vendor_id = event.vendor_id and jsonb_array_length(known.commands) > 0)`;
  const onCases = 'select 1 from case_events where vendor_id = any($1)';
  await until('each is on its case', async () => (await query(onCases, [ids])).length === BURST, PATIENCE);
  await until('each is analysed', async () => (await query(left, [ids])).length === 0, PATIENCE);
  await until('every run is over', async () => (await query(UNDER_WAY)).length === 0, PATIENCE);
  const runs = await query(`select event_name from runs where automation = 'crowdstrike-intel' and created_at >= $1`, [
    from,
  ]);
  expect(new Set(runs.map(({ event_name }) => event_name))).toEqual(new Set(['case/alerts.unread']));
  expect(runs.length).toBeLessThan(BURST / 2);
  await until('no session is left', async () => (await query('select 1 from vendor_sessions')).length === 0, PATIENCE);
  alive.delete(survivor);
  expect(await survivor.stop()).toBe(0);
});

const UNDER_WAY = `select 1 from runs where automation in ('crowdstrike-intel', 'check-observables') and ended_at is null`;

/** Hands an alert to intake, as its hook does; answers its id. */
async function deliver(n: number, where: { host: number; tree: number }): Promise<string> {
  const vendor = { kind: 'vendor', id: 'crowdstrike', name: 'crowdstrike' } as const;
  const alert = falcon.addAlert({ story: FALCON_STORY_NAMES[n % FALCON_STORY_NAMES.length]!, ...where });
  const receivedAt = new Date();
  const raw = Buffer.from(JSON.stringify(alert));
  const input = { connectorId: 'crowdstrike', vendor: 'crowdstrike', raw, receivedAt };
  await acceptDelivery({ ctx: ctxOf(floor.db, vendor, receivedAt), input });
  return alert.composite_id;
}

/** A case for each run, opened as its alert’s delivery does. */
async function openCases(): Promise<string[]> {
  for (let n = 0; n < RUNS; n += 1) await deliver(n, { host: n, tree: n });
  await until(
    'every alert has its case',
    async () => (await query('select 1 from case_events')).length === RUNS,
    PATIENCE,
  );
  return (await query('select number from cases order by number')).map(({ number }) => `CASE-${number}`);
}

/** Presses the button; some change their mind while it works. */
async function analyse(key: string, random: Random): Promise<void> {
  await wait(random.below(4_000));
  const { runId } = await pressAction({ ctx: admin(), input: { key, action: 'analyze-threat-intel', body: {} } });
  if (random.next() >= CANCEL_SHARE) return;
  const engineRunId = await until(
    'the run has begun',
    async () => (await query('select engine_run_id from runs where id = $1', [runId]))[0]?.engine_run_id,
    PATIENCE,
  );
  await wait(random.below(1_500));
  await requestCancel(database.pool, String(engineRunId));
}

function troubleWith(random: Random): void {
  falcon.outages.take = () => (!calm && random.next() < OUTAGE_SHARE ? random.pick(OUTAGES) : null);
}

/** A worker dies at any moment, and another one follows at once. Answers the one that lives in the end. */
async function killWorkers(first: WorkerProcess, random: Random, times = KILLS): Promise<WorkerProcess> {
  let worker = first;
  for (let kills = 0; kills < times; kills += 1) {
    await worker.running;
    await wait(500 + random.below(2_500));
    await worker.kill();
    alive.delete(worker);
    worker = start();
  }
  await worker.running;
  return worker;
}

function start(): WorkerProcess {
  const worker = startWorker(workerEnv);
  alive.add(worker);
  return worker;
}

async function query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await database.pool.query(text, values)).rows;
}
