import './testing/access-environment.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomOf } from '#e2e/support/random.ts';
import { randomByRequest } from '#e2e/support/random-by-request.ts';
import { until } from '#e2e/support/until.ts';
import { type Workers, workersOn } from '#e2e/support/workers.ts';
import { type FalconAlertNode, type FalconEmulator, startCrowdStrike } from '#e2e/vendors/crowdstrike.ts';
import type { Outage } from '#e2e/vendors/outages.ts';
import { startTeams, type TeamsEmulator } from '#e2e/vendors/teams.ts';
import type { TestDatabase } from '#lib/db/testing/database.ts';
import type { HealthSnapshot } from '#lib/domain/views/health.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { acceptDelivery } from '#lib/services/deliveries/accept.ts';
import { requestCheck } from '#lib/services/health/request-check.ts';
import { as, ctxOf, type Floor, openFloor } from '#lib/services/testing/fixtures.ts';
import { passTime } from './testing/pass-time.ts';
import { tokensSeen } from './testing/tokens-seen.ts';

/** Every seed of it: `HEALTH_FAULT_RUNS=100`. What runs each time takes about a minute. */
const RUNS = Number(process.env.HEALTH_FAULT_RUNS ?? 6);
/** Of this one, the first ten requests of the paths that every check asks meet every kind of outage. */
const SEED = 20_261_161;
/** A worker dies after so many requests of a check, which asks more often. */
const MOST_ASKED = 10;
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
let workers: Workers;
let calm = false;
/** Tokens that Falcon forgot while a check had them. */
let ended = 0;
/** What went wrong with Falcon’s answers. */
const outages = new Set<Outage>();
const admin = () => ctxOf(floor.db, as(floor.people.admin), new Date());

beforeAll(async () => {
  ({ floor, database } = await openFloor());
  workers = workersOn(database.url);
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
});

afterAll(async () => {
  await workers?.close();
  await Promise.all([falcon?.close(), teams?.close()]);
  await database?.drop();
});

test(`${RUNS} checks under kills and outages: no timer, case or card twice, every report whole, every token revoked`, {
  timeout: 900_000,
}, async () => {
  const alerts = fillFalcon();
  const first = workers.start();
  await first.running;
  troubleWith(randomByRequest(SEED));
  const time = passTime(query);
  const dying = randomOf(SEED + 1);
  let worker = first;
  let hit = 0;
  for (let n = 0; n < RUNS; n += 1) {
    await requestCheck({ ctx: admin(), input: { anyDay: true } });
    // The intake brings some of the same alerts beside it.
    await Promise.all(alerts.filter((_, at) => at % RUNS === n).map(deliver));
    await askedAgain(1 + dying.below(MOST_ASKED));
    await workers.kill(worker);
    hit += (await query(CHECKS_UNDER_WAY)).length;
    worker = workers.start();
    await worker.running;
  }
  await until('every check is over', async () => (await query(UNDER_WAY)).length === 0, PATIENCE);
  calm = true;
  const { runId } = await requestCheck({ ctx: admin(), input: { anyDay: true } });
  await until('the last check is over', async () => (await query(UNDER_WAY)).length === 0, PATIENCE);
  await until('no session is left', async () => (await query('select 1 from vendor_sessions')).length === 0, PATIENCE);
  time.stop();
  expect(await workers.stop(worker)).toBe(0);

  await expectNothingTwice();
  await expectWholeReports(runId);
  const { used, revoked } = tokensSeen(falcon);
  expect(used.size).toBeGreaterThan(0);
  expect(ended).toBeGreaterThan(0);
  expect(hit).toBeGreaterThan(0);
  expect([...outages].toSorted()).toEqual(OUTAGES.toSorted());
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

/** Each check that came to its end, the last one for certain, has one report with all that nobody has, and says of its card what is so. */
async function expectWholeReports(last: string): Promise<void> {
  const kept = (await query(`select id, snapshot from reports where kind = 'health'`)) as {
    id: string;
    snapshot: HealthSnapshot;
  }[];
  const ended = await query(
    `select id, output ->> 'report' as report from runs where automation = 'daily-health-check' and status = 'completed'`,
  );
  expect(ended.map(({ id }) => id)).toContain(last);
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

const CHECKS_UNDER_WAY = `select 1 from runs where automation = 'daily-health-check' and ended_at is null`;
const UNDER_WAY = `select 1 from runs where automation in ('daily-health-check', 'crowdstrike-alert') and ended_at is null`;

function troubleWith(drawn: ReturnType<typeof randomByRequest>): void {
  falcon.outages.take = (request) => {
    if (calm) return null;
    const random = drawn(request);
    const revokes = random.next() < REVOKED_SHARE;
    // Somebody at Falcon ends every session that is open, in the middle of the check: the first for certain, others as drawn.
    const live = falcon.tokens.live();
    if (live > 0 && (ended === 0 || revokes)) {
      ended += live;
      falcon.tokens.expireAll();
    }
    const outage = random.next() < OUTAGE_SHARE ? random.pick(OUTAGES) : null;
    if (outage) outages.add(outage);
    return outage;
  };
  const ofTeams = randomByRequest(SEED + 2);
  teams.outages.take = (request) => {
    const random = ofTeams(request);
    return !calm && random.next() < 3 * OUTAGE_SHARE ? random.pick(OUTAGES) : null;
  };
}

/** A check asks Falcon so many times more. */
async function askedAgain(times: number): Promise<void> {
  const from = falcon.requests.length;
  await until('Falcon is asked', async () => falcon.requests.length >= from + times, { ...PATIENCE, everyMs: 20 });
}

async function query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await database.pool.query(text, values)).rows;
}
