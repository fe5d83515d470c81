import './testing/access-environment.ts';
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Random, randomOf } from '#e2e/support/random.ts';
import { until } from '#e2e/support/until.ts';
import { startWorker, type WorkerProcess } from '#e2e/support/worker-process.ts';
import type { Outage } from '#e2e/vendors/outages.ts';
import { ACCESS_ACTIONS } from '#lib/domain/slack/access.ts';
import { useEncryptionKey } from '#lib/services/connectors/box.ts';
import { type AccessParts, approvalOf, offering, openAccessParts, type Person, toldTo } from './testing/access.ts';

/** Every seed of it: `ACCESS_FAULT_RUNS=300`. What runs each time takes less than a minute. */
const RUNS = Number(process.env.ACCESS_FAULT_RUNS ?? 24);
const SEED = 20_260_412;
/** People who are at it at the same time. */
const AT_ONCE = 60;
const WORKERS = 2;
const KILLS = Math.max(6, Math.round(RUNS / 12));
/** Share of the vendors’ answers that go wrong. */
const OUTAGE_SHARE = 0.12;
const OUTAGES: readonly Outage[] = ['server-error', 'unavailable', 'rate-limited', 'lost'];
/** Where one of these is reached, the request is over. */
const OVER = ['revoked', 'denied', 'expired', 'cancelled', 'failed'];

const PLOTS = [
  'approve',
  'approve',
  'approve',
  'deny',
  'race',
  'double',
  'cancel',
  'give_back',
  'delete',
  'silent',
] as const;
type Plot = (typeof PLOTS)[number];

let floor: AccessParts;
let workerEnv: Record<string, string>;
const alive = new Set<WorkerProcess>();
let calm = false;

beforeAll(async () => {
  const encryptionKey = randomBytes(32).toString('base64');
  useEncryptionKey(encryptionKey);
  floor = await openAccessParts();
  workerEnv = {
    DATABASE_URL: floor.url,
    ENCRYPTION_KEY: encryptionKey,
    AUTH_SECRET: randomBytes(32).toString('hex'),
    ENGINE_EVENT_KEY: randomBytes(12).toString('hex'),
    ENGINE_SIGNING_KEY: `signkey-test-${randomBytes(32).toString('hex')}`,
    CONNECTOR_ALLOWED_NETWORKS: '127.0.0.0/8',
  };
});

afterAll(async () => {
  await Promise.all([...alive].map((worker) => worker.kill()));
  await floor?.close();
});

test(`${RUNS} requests under kills, outages and clicks in any order: every right is removed, every requester told`, {
  timeout: 900_000,
}, async () => {
  troubleWith(randomOf(SEED));
  const surviving = killWorkers(randomOf(SEED + 1));
  const time = passTime();
  const people = Array.from({ length: RUNS }, (_, n) => ({
    n,
    person: floor.person(),
    random: randomOf(SEED + 100 + n),
  }));
  const queue = [...people];
  const one = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await live(next.person, next.random);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  const survivors = await surviving;
  calm = true;
  await until('every request is over', async () => (await open()).length === 0, {
    timeoutMs: 300_000,
    everyMs: 250,
  }).catch(async ({ message }) => expect(await open(), message).toEqual([]));
  await until('every requester is told', () => people.every(({ person }) => isTold(person)), {
    timeoutMs: 300_000,
    everyMs: 250,
  });
  await query('update access_requests set watch_at = now() where watch_at is not null');
  await until(
    'every right is looked after',
    async () => (await query('select 1 from access_requests where watch_at <= now()')).length === 0,
  );
  await until('every right is gone', () => adminGroup().size === 0);
  time.stop();
  expect(await Promise.all(survivors.map(stop))).toEqual(survivors.map(() => 0));

  expect([...adminGroup()]).toEqual([]);
  expect(await query(`select id, state from access_requests where state not in ('${OVER.join("','")}')`)).toEqual([]);
  expect(
    await query(
      "select entity_id from audit where action in ('access.approved', 'access.denied') group by 1 having count(*) > 1",
    ),
  ).toEqual([]);
  const granted = await query('select count(*)::int as count from access_requests where granted_at is not null');
  expect(granted[0]!.count).toBeGreaterThan(RUNS / 5);
  expect(await query('select id from access_requests where granted_at is not null and revoked_at is null')).toEqual([]);
});

/** One person’s way through it, as the seed says. Clicks that come too late are refused, and that is all. */
async function live(person: Person, random: Random): Promise<void> {
  const plot = random.pick(PLOTS);
  const { slack } = floor;
  await slack.command('/mac-admin', '', person.slackId);
  if (plot === 'silent') return expire(person);
  await press(person.slackId, ACCESS_ACTIONS.explain, person.slackId, async () => {
    const view = slack.openViewOf(person.slackId);
    if (!view) return false;
    if (plot === 'cancel' && random.next() < 0.5) await slack.closeView(view.id);
    else await slack.submit(view.id, { words: 'Install the driver of the label printer' });
    return slack.openViewOf(person.slackId) === null;
  });
  const picked = `${person.macId}@roma-12`;
  await press(
    person.slackId,
    ACCESS_ACTIONS.pick,
    person.slackId,
    async () => (await waitsFor(person)) !== 'mac',
    picked,
  );
  const { id, state } = await floor.latestOf(person.slackId);
  if (state !== 'requested') return;
  await decide(person, id, plot, random);
}

async function decide(person: Person, id: string, plot: Plot, random: Random): Promise<void> {
  const { slack, approvers } = floor;
  const question = await until('the question', async () => (await isOver(id)) || approvalOf(floor, id)).catch(
    () => null,
  );
  if (question === null || question === true) return;
  const [first, second] = random.next() < 0.5 ? approvers : [...approvers].reverse();
  const click = async (action: string, by: string) => {
    const message = slack.messages.find(({ ts }) => ts === question.ts)!;
    if (slack.buttonsOf(message).includes(action)) await slack.press(message, action, by);
  };
  const deny = async (by: string) => {
    await click(ACCESS_ACTIONS.deny, by);
    const view = slack.openViewOf(by);
    if (view) await slack.submit(view.id, { words: 'Not now.' });
  };
  if (plot === 'cancel') return cancel(id);
  if (plot === 'race') await Promise.all([click(ACCESS_ACTIONS.approve, first!), deny(second!)]);
  else if (plot === 'double') await Promise.all([first!, second!].map((by) => click(ACCESS_ACTIONS.approve, by)));
  else if (plot === 'deny') await deny(first!);
  else await click(ACCESS_ACTIONS.approve, first!);
  await until(
    `${id} is decided`,
    async () => {
      if ((await floor.rowOf(id)).state !== 'requested') return true;
      // A click that Slack could not deliver is made again, as people do.
      await (plot === 'deny' ? deny(first!) : click(ACCESS_ACTIONS.approve, second!));
      return false;
    },
    { timeoutMs: 120_000, everyMs: 1_000 },
  );
  if (plot === 'delete') floor.jamf.deleteMac(person.macId);
  if (plot !== 'give_back') return;
  await until(
    `${id} is granted or over`,
    async () => offering(floor, person.slackId, ACCESS_ACTIONS.giveBack) || isOver(id),
    {
      timeoutMs: 120_000,
    },
  );
  const message = offering(floor, person.slackId, ACCESS_ACTIONS.giveBack);
  if (message) await slack.press(message, ACCESS_ACTIONS.giveBack, person.slackId);
}

/** Presses until it has had its effect, or the request is over. */
async function press(to: string, action: string, by: string, done: () => Promise<boolean> | boolean, value?: string) {
  await until(
    `${action} of ${to}`,
    async () => {
      const { state } = await floor.latestOf(by);
      if (OVER.includes(state)) return true;
      const message = offering(floor, to, action);
      if (!message) return false;
      await floor.slack.press(message, action, by, value === undefined ? {} : { value });
      return done();
    },
    { timeoutMs: 180_000, everyMs: 150 },
  );
}

const waitsFor = async (person: Person) => (await floor.latestOf(person.slackId)).step;
const isOver = async (id: string) => OVER.includes((await floor.rowOf(id)).state);
const cancel = (id: string) =>
  query('update access_requests set expires_at = now() where id = $1', [id]).then(() => undefined);

async function expire(person: Person): Promise<void> {
  await cancel((await floor.latestOf(person.slackId)).id);
}

const END = /are over|did not approve|has expired|was ended|cannot be met/;
const isTold = (person: Person) => toldTo(floor, person.slackId).some((text) => END.test(text));
const open = () =>
  query(`select id, state, step, problem from access_requests where state not in ('${OVER.join("','")}')`);
const adminGroup = () => floor.jamf.groups.get(floor.jamf.adminGroupId)!.members;

async function query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await floor.pool.query(text, values)).rows;
}

/** Each answer of the vendors may go wrong, until it is calm. */
function troubleWith(random: Random): void {
  for (const emulator of [floor.jamf, floor.slack])
    emulator.outages.take = () => (!calm && random.next() < OUTAGE_SHARE ? random.pick(OUTAGES) : null);
}

/** The seconds of the product are hours here: rights run out a second after they were granted, and nobody waits for a retry. */
const HASTE = [
  `update access_requests set ends_at = now(), next_try_at = now()
   where state = 'granted' and granted_at < now() - interval '1 second' and ends_at > now()`,
  `update access_requests set ends_at = now(), next_try_at = now()
   where state = 'approved' and asked_at < now() - interval '20 seconds' and ends_at > now()`,
  `update access_requests set next_try_at = now() where state = 'revoking' and next_try_at > now() + interval '1 second'`,
  `update engine.timer set at = now() where kind = 'sleep' and at > now()`,
  `update engine.queue_item set at = now() where at > now() and lease_token is null`,
  `select pg_notify('engine_engine', '')`,
];

function passTime(): { stop(): void } {
  const stopped = new AbortController();
  void (async () => {
    while (!stopped.signal.aborted) {
      // The engine's tables come with its first worker.
      for (const statement of HASTE) await query(statement).catch(() => undefined);
      await wait(300);
    }
  })();
  return { stop: () => stopped.abort() };
}

/** Workers run side by side, and die at any moment; another one follows at once. Answers those that live in the end. */
async function killWorkers(random: Random): Promise<WorkerProcess[]> {
  let kills = 0;
  const line = async () => {
    while (kills < KILLS) {
      kills += 1;
      const worker = start();
      await worker.running;
      await wait(500 + random.below(3_500));
      await worker.kill();
      alive.delete(worker);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, line));
  return Array.from({ length: WORKERS }, start);
}

function start(): WorkerProcess {
  const worker = startWorker(workerEnv);
  alive.add(worker);
  return worker;
}

async function stop(worker: WorkerProcess): Promise<number | null> {
  alive.delete(worker);
  return worker.stop();
}
