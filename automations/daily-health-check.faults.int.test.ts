import './testing/access-environment.ts';
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Random, randomOf } from '#e2e/support/random.ts';
import { until } from '#e2e/support/until.ts';
import { startWorker, type WorkerProcess } from '#e2e/support/worker-process.ts';
import { type FalconAlertNode, type FalconEmulator, startCrowdStrike } from '#e2e/vendors/crowdstrike.ts';
import type { Outage } from '#e2e/vendors/outages.ts';
import { startTeams, type TeamsEmulator } from '#e2e/vendors/teams.ts';
import type { TestDatabase } from '#lib/db/testing/database.ts';
import type { HealthSnapshot } from '#lib/domain/views/health.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { useEncryptionKey } from '#lib/services/connectors/box.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { acceptDelivery } from '#lib/services/deliveries/accept.ts';
import { requestCheck } from '#lib/services/health/request-check.ts';
import { as, ctxOf, type Floor, openFloor } from '#lib/services/testing/fixtures.ts';
import { passTime } from './testing/pass-time.ts';
import { tokensSeen } from './testing/tokens-seen.ts';

/** Every seed of it: `HEALTH_FAULT_RUNS=100`. What runs each time takes about a minute. */
const RUNS = Number(process.env.HEALTH_FAULT_RUNS ?? 6);
const SEED = 20_261_123;
const KILLS = RUNS;
const TREES = 8;
const ALERTS = 24;
const INCIDENTS = 3;
/** Share of the vendors’ answers that go wrong. */
const OUTAGE_SHARE = 0.12;
/** Share of Falcon's answers before which it forgets every token. */
const REVOKED_SHARE = 0.05;
const OUTAGES: readonly Outage[] = ['server-error', 'unavailable', 'rate-limited', 'lost'];
const PATIENCE = { timeoutMs: 300_000, everyMs: 200 };
const HOUR_MS = 3_600_000;

let floor: Floor;
let database: TestDatabase;
let falcon: FalconEmulator;
let teams: TeamsEmulator;
let workerEnv: Record<string, string>;
let calm = false;
/** Tokens that Falcon forgot while a check had them. */
let ended = 0;
const alive = new Set<WorkerProcess>();
const admin = () => ctxOf(floor.db, as(floor.people.admin), new Date());

beforeAll(async () => {
  const encryptionKey = randomBytes(32).toString('base64');
  useEncryptionKey(encryptionKey);
  ({ floor, database } = await openFloor());
  [falcon, teams] = await Promise.all([startCrowdStrike(), startTeams()]);
  Object.assign(falcon, { remaining: 1_000_000, resetSeconds: 1 });
  const put = (input: Parameters<typeof putConnector>[0]['input']) => putConnector({ ctx: admin(), input });
  const { clientId, clientSecret } = falcon;
  await put({
    ...{ id: 'crowdstrike', enabled: true, baseUrl: falcon.url, credentials: { clientId, clientSecret } },
    settings: { webhookOnly: true },
  });
  await put({ id: 'teams', enabled: true, credentials: { webhookUrl: teams.webhookUrl } });
  const patch = (id: string, change: object) => updateAutomation({ ctx: admin(), input: { id, patch: change } });
  // What finds an owner for each case, and what follows about it, is of other tests.
  const others = ['route-by-severity', 'case-created', 'scout', 'enrich-endpoint', 'enrich-observables'];
  for (const id of [...others, 'crowdstrike-intel', 'notify']) await patch(id, { enabled: false });
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
  await Promise.all([falcon?.close(), teams?.close()]);
  await database?.drop();
});

test(`${RUNS} checks under kills and outages: no timer, case or card twice, every report whole, every token revoked`, {
  timeout: 900_000,
}, async () => {
  const alerts = fillFalcon();
  const first = start();
  await first.running;
  const random = randomOf(SEED);
  troubleWith(random);
  const time = passTime(query);
  const surviving = killWorkers(first, randomOf(SEED + 1));
  for (let n = 0; n < RUNS; n += 1) {
    await requestCheck({ ctx: admin(), input: { anyDay: true } });
    // The intake brings some of the same alerts beside it.
    await Promise.all(alerts.filter((_, at) => at % RUNS === n).map(deliver));
    await wait(random.below(1_000));
  }
  const survivor = await surviving;
  await until('every check is over', async () => (await query(UNDER_WAY)).length === 0, PATIENCE);
  calm = true;
  await requestCheck({ ctx: admin(), input: { anyDay: true } });
  await until('the last check is over', async () => (await query(UNDER_WAY)).length === 0, PATIENCE);
  await until('no session is left', async () => (await query('select 1 from vendor_sessions')).length === 0, PATIENCE);
  time.stop();
  expect(await survivor.stop()).toBe(0);
  alive.delete(survivor);

  await expectNothingTwice();
  await expectWholeReports();
  const { used, revoked } = tokensSeen(falcon);
  expect(used.size).toBeGreaterThan(0);
  expect(ended).toBeGreaterThan(0);
  expect([...used].filter((token) => !revoked.has(token))).toEqual([]);
});

/** Alerts of a few process trees, all of them old and with nobody, and incidents of some. */
function fillFalcon(): FalconAlertNode[] {
  const at = new Date(Date.now() - 72 * HOUR_MS);
  const alerts = Array.from({ length: ALERTS }, (_, n) =>
    falcon.addAlert({ story: 'credentialDumping', host: n % TREES, tree: n % TREES, at }),
  );
  for (let n = 0; n < INCIDENTS; n += 1)
    falcon.addCase(`Incident ${n}`, 80, [alerts[n]!.composite_id], { created_timestamp: at.toISOString() });
  return alerts;
}

async function deliver(alert: FalconAlertNode): Promise<void> {
  const vendor = { kind: 'vendor', id: 'crowdstrike', name: 'crowdstrike' } as const;
  const receivedAt = new Date();
  const raw = Buffer.from(JSON.stringify(alert));
  const input = { connectorId: 'crowdstrike', vendor: 'crowdstrike', raw, receivedAt };
  await acceptDelivery({ ctx: ctxOf(floor.db, vendor, receivedAt), input });
}

async function expectNothingTwice(): Promise<void> {
  expect(await query('select count(*)::int as count from cases')).toEqual([{ count: TREES }]);
  expect(await query('select vendor_id from case_events group by vendor_id having count(*) > 1')).toEqual([]);
  const all = ALERTS + INCIDENTS;
  expect(await query('select count(*)::int as count from case_events')).toEqual([{ count: all }]);
  expect(await query('select count(*)::int as count from health_timers')).toEqual([{ count: all }]);
  const timers = `select count(*)::int as count from case_timers where metric = 'custom'`;
  expect(await query(timers)).toEqual([{ count: all }]);
  const shown = reportsShown();
  expect(shown).toEqual([...new Set(shown)]);
}

/** Each check that came to its end has one report with all that nobody has, and says of its card what is so. */
async function expectWholeReports(): Promise<void> {
  const kept = (await query(`select id, snapshot from reports where kind = 'health'`)) as {
    id: string;
    snapshot: HealthSnapshot;
  }[];
  const ended = await query(
    `select output ->> 'report' as report from runs where automation = 'daily-health-check' and status = 'completed'`,
  );
  expect(ended.length).toBeGreaterThan(RUNS / 2);
  const ids = new Set(kept.map(({ id }) => id));
  expect(ended.filter(({ report }) => !ids.has(String(report)))).toEqual([]);
  expect(kept.filter(({ snapshot }) => snapshot.total !== ALERTS + INCIDENTS)).toEqual([]);
  expect(kept.filter(({ snapshot }) => snapshot.unassigned.some(({ caseKey }) => caseKey === null))).toEqual([]);
  const shown = new Set(reportsShown());
  const wrong = kept.filter(({ id, snapshot: { card } }) =>
    card?.state === 'accepted' ? !shown.has(id) : card?.state === 'failed' && shown.has(id),
  );
  expect(wrong).toEqual([]);
}

/** Ids of the reports whose cards stand in Teams, where notices of other things stand too. */
const reportsShown = () => teams.cards.flatMap(({ actions }) => /\/reports\/(.+)$/.exec(actions![0]!.url)?.[1] ?? []);

const UNDER_WAY = `select 1 from runs where automation in ('daily-health-check', 'crowdstrike-alert') and ended_at is null`;

function troubleWith(random: Random): void {
  falcon.outages.take = () => {
    // Somebody at Falcon ends every session that is open, in the middle of the check: the first for certain, others by chance.
    const live = falcon.tokens.live();
    if (!calm && live > 0 && (ended === 0 || random.next() < REVOKED_SHARE)) {
      ended += live;
      falcon.tokens.expireAll();
    }
    return !calm && random.next() < OUTAGE_SHARE ? random.pick(OUTAGES) : null;
  };
  teams.outages.take = () => (!calm && random.next() < 3 * OUTAGE_SHARE ? random.pick(OUTAGES) : null);
}

/** A worker dies at any moment, and another one follows at once. Answers the one that lives in the end. */
async function killWorkers(first: WorkerProcess, random: Random): Promise<WorkerProcess> {
  let worker = first;
  for (let kills = 0; kills < KILLS; kills += 1) {
    await worker.running;
    await wait(300 + random.below(2_000));
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
