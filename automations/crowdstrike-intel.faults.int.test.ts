import './testing/access-environment.ts';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Random, randomOf } from '#e2e/support/random.ts';
import { randomByRequest } from '#e2e/support/random-by-request.ts';
import { until } from '#e2e/support/until.ts';
import { type Workers, workersOn } from '#e2e/support/workers.ts';
import { FALCON_STORY_NAMES, type FalconEmulator, startCrowdStrike } from '#e2e/vendors/crowdstrike.ts';
import { startOtx } from '#e2e/vendors/otx.ts';
import type { Outage } from '#e2e/vendors/outages.ts';
import { startRecordedFuture } from '#e2e/vendors/recorded-future.ts';
import { startVirusTotal } from '#e2e/vendors/virustotal.ts';
import type { TestDatabase } from '#lib/db/testing/database.ts';
import { requestCancel } from '#lib/engine/index.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { pressAction } from '#lib/services/cases/press.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { acceptDelivery } from '#lib/services/deliveries/accept.ts';
import { as, ctxOf, type Floor, openFloor } from '#lib/services/testing/fixtures.ts';
import { endQuiet } from './testing/end-quiet.ts';
import { passTime } from './testing/pass-time.ts';
import { tokensSeen } from './testing/tokens-seen.ts';

/** Every seed of it: `INTEL_FAULT_RUNS=200`. What runs each time takes about a minute. */
const RUNS = Number(process.env.INTEL_FAULT_RUNS ?? 12);
/** Of this one, the first seven requests of the paths that every run asks meet every kind of outage. */
const SEED = 20_261_157;
const BURST = 60;
const BURST_CASES = 4;
/** After so many of them it is quiet for long enough, which the test says and no machine: however slow, it makes few runs. */
const LULL = 15;
const KILLS = Math.max(3, Math.round(RUNS / 8));
/** A worker dies after so many requests of the runs, which ask more often. */
const MOST_ASKED = 4;
/** Share of Falcon’s answers that go wrong, and of the runs that are cancelled. */
const OUTAGE_SHARE = 0.15;
const CANCEL_SHARE = 0.25;
const OUTAGES: readonly Outage[] = ['server-error', 'unavailable', 'rate-limited', 'lost'];
const PATIENCE = { timeoutMs: 300_000, everyMs: 200 };

let floor: Floor;
let database: TestDatabase;
let falcon: FalconEmulator;
let sources: { close(): Promise<unknown> }[];
let workers: Workers;
let calm = false;
/** What went wrong with Falcon’s answers. */
const outages = new Set<Outage>();
const setIntel = (parameters: object) =>
  updateAutomation({ ctx: admin(), input: { id: 'crowdstrike-intel', patch: { parameters: parameters as never } } });
const admin = () => ctxOf(floor.db, as(floor.people.admin), new Date());

beforeAll(async () => {
  ({ floor, database } = await openFloor());
  workers = workersOn(database.url);
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
});

afterAll(async () => {
  await workers?.close();
  await Promise.all(sources.map((source) => source.close()));
  await database.drop();
});

test(`${RUNS} runs under kills, outages and cancellations: every token that was used is revoked, nothing is there twice`, {
  timeout: 900_000,
}, async () => {
  const first = workers.start();
  await first.running;
  const keys = await openCases();
  troubleWith(randomByRequest(SEED));
  const time = passTime(query);
  const dying = randomOf(SEED + 1);
  const pressed = Promise.all(keys.map((key, n) => analyse(key, randomOf(SEED + 100 + n))));
  let worker = first;
  let hit = 0;
  for (let kills = 0; kills < KILLS; kills += 1) {
    await askedAgain(1 + dying.below(MOST_ASKED));
    await workers.kill(worker);
    hit += (await query(ANALYSES_UNDER_WAY)).length;
    worker = workers.start();
    await worker.running;
  }
  await pressed;
  await until('every run is over', async () => (await query(UNDER_WAY)).length === 0, PATIENCE);
  calm = true;
  const last = await press(keys[0]!);
  await until('the last run is over', async () => (await query(UNDER_WAY)).length === 0, PATIENCE);
  await until('no session is left', async () => (await query('select 1 from vendor_sessions')).length === 0, PATIENCE);
  time.stop();
  expect(await workers.stop(worker)).toBe(0);

  expect(hit).toBeGreaterThan(0);
  expect([...outages].toSorted()).toEqual(OUTAGES.toSorted());
  const { used, revoked } = tokensSeen(falcon);
  expect(used.size).toBeGreaterThan(0);
  expect([...used].filter((token) => !revoked.has(token))).toEqual([]);
  // One alert is one event of its case, and has its details once.
  expect(await query('select vendor_id from case_events group by case_id, vendor_id having count(*) > 1')).toEqual([]);
  const told = `select case_id from timeline where summary = 'Added the details of an alert from Falcon'
    group by case_id having count(*) > 1`;
  expect(await query(told)).toEqual([]);
  // Whatever came of the others, nothing that they left is in the way of the next.
  expect(await query('select status from runs where id = $1', [last])).toEqual([{ status: 'completed' }]);
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
  timeout: 900_000,
}, async () => {
  await setIntel({ onAlerts: true, quietSeconds: 600, longestQuietSeconds: 3_600, mostIndicators: 0 });
  const from = new Date();
  const random = randomOf(SEED + 2);
  const first = workers.start();
  await first.running;
  const surviving = workers.killInTurn(first, 3, () => 500 + random.below(2_500));
  const ids: string[] = [];
  for (let n = 0; n < BURST; n += 1) {
    ids.push(await deliver(n, { tree: 9_000 + (n % BURST_CASES), host: 9_000 + (n % BURST_CASES) }));
    if (n % LULL === LULL - 1) await endQuiet(query);
    await wait(random.below(150));
  }
  const survivor = await surviving;
  const left = `
    select vendor_id from case_events event where vendor_id = any($1) and not exists (
      select from alert_details known where known.vendor_id = event.vendor_id and jsonb_array_length(known.commands) > 0)`;
  const onCases = 'select 1 from case_events where vendor_id = any($1)';
  await until('each is on its case', async () => (await query(onCases, [ids])).length === BURST, PATIENCE);
  const inQuiet =
    (statement: string, values: unknown[] = []) =>
    async () => {
      await endQuiet(query);
      return (await query(statement, values)).length === 0;
    };
  await until('each is analysed', inQuiet(left, [ids]), PATIENCE);
  await until('every run is over', inQuiet(UNDER_WAY), PATIENCE);
  const runs = await query(`select event_name from runs where automation = 'crowdstrike-intel' and created_at >= $1`, [
    from,
  ]);
  expect(new Set(runs.map(({ event_name }) => event_name))).toEqual(new Set(['case/alerts.unread']));
  expect(runs.length).toBeLessThan(BURST / 2);
  await until('no session is left', async () => (await query('select 1 from vendor_sessions')).length === 0, PATIENCE);
  expect(await workers.stop(survivor)).toBe(0);
});

const ANALYSES_UNDER_WAY = `select 1 from runs where automation = 'crowdstrike-intel' and ended_at is null`;
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

const press = async (key: string) =>
  (await pressAction({ ctx: admin(), input: { key, action: 'analyze-threat-intel', body: {} } })).runId;

/** Presses the button; some change their mind while it works. */
async function analyse(key: string, random: Random): Promise<void> {
  await wait(random.below(4_000));
  const runId = await press(key);
  if (random.next() >= CANCEL_SHARE) return;
  const engineRunId = await until(
    'the run has begun',
    async () => (await query('select engine_run_id from runs where id = $1', [runId]))[0]?.engine_run_id,
    PATIENCE,
  );
  await wait(random.below(1_500));
  await requestCancel(database.pool, String(engineRunId));
}

function troubleWith(drawn: ReturnType<typeof randomByRequest>): void {
  falcon.outages.take = (request) => {
    if (calm) return null;
    const random = drawn(request);
    const outage = random.next() < OUTAGE_SHARE ? random.pick(OUTAGES) : null;
    if (outage) outages.add(outage);
    return outage;
  };
}

/** A run asks Falcon so many times more. */
async function askedAgain(times: number): Promise<void> {
  const from = falcon.requests.length;
  await until('Falcon is asked', async () => falcon.requests.length >= from + times, { ...PATIENCE, everyMs: 20 });
}

async function query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await database.pool.query(text, values)).rows;
}
