import './testing/access-environment.ts';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Random, randomOf } from '#e2e/support/random.ts';
import { until } from '#e2e/support/until.ts';
import type { WorkerProcess } from '#e2e/support/worker-process.ts';
import type { Workers } from '#e2e/support/workers.ts';
import type { Outage } from '#e2e/vendors/outages.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { ACCESS_ACTIONS } from '#lib/domain/slack/access.ts';
import { requestAccess } from '#lib/services/access/create.ts';
import { approveRequest } from '#lib/services/access/decide.ts';
import { apiKey, as } from '#lib/services/testing/fixtures.ts';
import { type AccessParts, offering, openAccessParts, type Person, toldTo } from './testing/access.ts';
import { passTime } from './testing/pass-time.ts';

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
  'again',
  'colleague',
  'api',
  'late',
] as const;
type Plot = (typeof PLOTS)[number];

let floor: AccessParts & { workers: Workers };
let calm = false;
const unasked: string[] = [];

beforeAll(async () => {
  floor = await openAccessParts();
});

afterAll(() => floor?.close());

test(`${RUNS} requests under kills, outages and clicks in any order: every right is removed, every requester told`, {
  timeout: 900_000,
}, async () => {
  troubleWith(randomOf(SEED));
  const surviving = killWorkers(randomOf(SEED + 1));
  const time = passTime(query, HASTE);
  const people = Array.from({ length: RUNS }, (_, n) => ({
    plot: PLOTS[n % PLOTS.length]!,
    person: floor.person(),
    random: randomOf(SEED + 100 + n),
  }));
  const queue = [...people];
  const one = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await live(next.person, next.plot, next.random);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  const survivors = await surviving;
  calm = true;
  await until('every request is over', async () => (await open()).length === 0, {
    timeoutMs: 300_000,
    everyMs: 250,
  }).catch(async ({ message }) => expect(await open(), message).toEqual([]));
  const patience = { timeoutMs: 300_000, everyMs: 250 };
  await until('everybody is told how it ended', async () => (await untoldEnds()).length === 0, patience);
  await until('every grant is told', async () => (await untoldGrants()).length === 0, patience);
  expect(people.filter(({ person }) => !isTold(person))).toEqual([]);
  await query('update access_requests set watch_at = now() where watch_at is not null');
  await until(
    'every right is looked after',
    async () => (await query('select 1 from access_requests where watch_at <= now()')).length === 0,
    patience,
  );
  await until('every right is gone', () => adminGroup().size === 0, patience);
  time.stop();
  expect(await Promise.all(survivors.map(floor.workers.stop))).toEqual(survivors.map(() => 0));

  expect([...adminGroup()]).toEqual([]);
  expect(unasked.length).toBeLessThanOrEqual(Math.max(1, RUNS / 50));
  expect(await query(`select id, state from access_requests where state not in ('${OVER.join("','")}')`)).toEqual([]);
  expect(
    await query(
      "select entity_id from audit where action in ('access.approved', 'access.denied') group by 1 having count(*) > 1",
    ),
  ).toEqual([]);
  const granted = await query('select count(*)::int as count from access_requests where granted_at is not null');
  expect(granted[0]!.count).toBeGreaterThan(RUNS / 5);
  expect(await query('select id from access_requests where granted_at is not null and revoked_at is null')).toEqual([]);
  expect(await query('select id from access_requests where returned_at is not null')).toEqual([]);
  const returned = await query("select count(*)::int as count from audit where action = 'access.returned'");
  expect(returned[0]!.count).toBeGreaterThan(0);
});

/** One person’s way through it, as the seed says. Clicks that come too late are refused, and that is all. */
async function live(person: Person, plot: Plot, random: Random): Promise<void> {
  if (plot === 'api') return askByApi(person, random);
  const id = await askInSlack(person, plot, random);
  if (plot !== 'again' && plot !== 'late') return;
  await untilOver(id);
  if (plot === 'late') {
    for (let granted = id; (await floor.rowOf(granted)).groupId === null; await untilOver(granted))
      granted = await askInSlack(person, 'approve', random);
    // A grant that the vendor took so late that it is over by now, while the person asks once more.
    adminGroup().add(person.macId);
  }
  await askInSlack(person, plot === 'late' ? 'silent' : 'approve', random);
}

const untilOver = (id: string) => until(`${id} is over`, () => isOver(id), { timeoutMs: 300_000 });

/** From a command to the decision and what follows it; answers the request. */
async function askInSlack(person: Person, plot: Plot, random: Random): Promise<string> {
  const { slack } = floor;
  const asker = plot === 'colleague' ? floor.person() : person;
  await slack.command('/mac-admin', asker === person ? '' : `<@${person.slackId}>`, asker.slackId);
  const { id } = await floor.latestOf(asker.slackId);
  const pressUntil = (action: string, done: () => Promise<boolean>, value?: string) =>
    press(id, person.slackId, action, done, value);
  if (plot === 'silent') {
    await letExpire(id);
    return id;
  }
  if (asker !== person)
    await pressUntil(ACCESS_ACTIONS.agree, async () => (await floor.rowOf(id)).consentedAt !== null);
  await pressUntil(ACCESS_ACTIONS.explain, async () => {
    const view = slack.openViewOf(person.slackId);
    if (!view) return false;
    if (plot === 'cancel' && random.next() < 0.5) await slack.closeView(view.id);
    else await slack.submit(view.id, { words: 'Install the driver of the label printer' });
    return slack.openViewOf(person.slackId) === null;
  });
  const picked = `${person.macId}@roma-12`;
  await pressUntil(ACCESS_ACTIONS.pick, async () => (await floor.rowOf(id)).step !== 'mac', picked);
  if ((await floor.rowOf(id)).state === 'requested') await decide(person, id, plot, random);
  return id;
}

/** By a program, and approved by a member at any moment: also while its Mac is looked at. */
async function askByApi({ email, macId: deviceId }: Person, random: Random): Promise<void> {
  const ctx = (actor: Actor) => ({ db: floor.db, actor, now: new Date() });
  const body = { email, deviceId, reason: 'Install the driver of the label printer', minutes: 5 };
  const { id } = await requestAccess({ ctx: ctx(apiKey('admin')), input: body });
  await wait(random.below(2_000));
  await approveRequest({ ctx: ctx(as(floor.approver.member)), input: { id, body: {} } });
}

async function decide(person: Person, id: string, plot: Plot, random: Random): Promise<void> {
  const { slack, approvers } = floor;
  const asked = () =>
    slack.messages.find((one) => one.channel === floor.channel && JSON.stringify(one.blocks).includes(id));
  const question = await until('the question', async () => (await isOver(id)) || asked(), { timeoutMs: 120_000 }).catch(
    () => null,
  );
  if (question === true) return;
  if (question === null) {
    // Each of the tries to ask in Slack met an outage. The request stands on the page, where nobody answers it.
    unasked.push(id);
    await letExpire(id);
    return;
  }
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
async function press(id: string, who: string, action: string, done: () => Promise<boolean>, value?: string) {
  await until(
    `${action} of ${who}`,
    async () => {
      if (await isOver(id)) return true;
      const message = offering(floor, who, action);
      // What an earlier request asked stands there still.
      if (!message || !JSON.stringify(message.blocks).includes(id)) return false;
      await floor.slack.press(message, action, who, value === undefined ? {} : { value });
      return done();
    },
    { timeoutMs: 180_000, everyMs: 150 },
  );
}

const isOver = async (id: string) => OVER.includes((await floor.rowOf(id)).state);
const cancel = (id: string) =>
  query('update access_requests set expires_at = now() where id = $1', [id]).then(() => undefined);

const END = /are over|did not approve|has expired|was ended|cannot be met/;
const isTold = (person: Person) => toldTo(floor, person.slackId).some((text) => END.test(text));
/** Again and again: a step that is taken meanwhile gives it new time. */
const letExpire = (id: string) =>
  until(`${id} has expired`, async () => cancel(id).then(() => isOver(id)), { timeoutMs: 120_000, everyMs: 300 });

/** Each request, and each of its people in Slack, to whom no word of the end was sent. */
const untoldEnds = () =>
  query(`select r.id, who from access_requests r, unnest(array[requester_slack_id, beneficiary_slack_id]) who
         where who is not null and not exists (select 1 from access_messages m where m.request_id = r.id
           and m.kind like 'ended-%-' || who and m.sent_at is not null)`);

const GRANTED = /^You (?:are|were) an administrator on .+ until (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC\.$/;

/** Each right of which nobody was told until when it lasts: its minutes, or less where it was ended before. */
async function untoldGrants(): Promise<unknown[]> {
  const granted = await query('select id, granted_at, minutes from access_requests where granted_at is not null');
  return granted.filter(({ id, granted_at, minutes }) => {
    const from = Math.floor((granted_at as Date).getTime() / 1000) * 1000;
    const to = (granted_at as Date).getTime() + (minutes as number) * 60_000;
    return !textsOf(`access/${id}/granted`).some((text) => {
      const [, day, time] = GRANTED.exec(text) ?? [];
      const end = Date.parse(`${day}T${time}Z`);
      return from <= end && end <= to;
    });
  });
}

/** What a message said, also before it was replaced. */
function textsOf(key: string): string[] {
  const found = floor.slack.messages.filter(({ metadata }) => JSON.stringify(metadata ?? '').includes(key));
  return found.flatMap(({ text, earlier }) => [text, ...earlier.map((one) => one.text)]);
}

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

/** The seconds of the product are hours here: rights run out a second after they were granted. */
const HASTE = [
  `update access_requests set ends_at = now(), next_try_at = now()
   where state = 'granted' and granted_at < now() - interval '1 second' and ends_at > now()`,
  `update access_requests set ends_at = now(), next_try_at = now()
   where state = 'approved' and asked_at < now() - interval '20 seconds' and ends_at > now()`,
  `update access_requests set next_try_at = now() where state = 'revoking' and next_try_at > now() + interval '1 second'`,
];

/** Workers run side by side, and die at any moment; another one follows at once. Answers those that live in the end. */
async function killWorkers(random: Random): Promise<WorkerProcess[]> {
  let kills = 0;
  const line = async () => {
    while (kills < KILLS) {
      kills += 1;
      const worker = floor.workers.start();
      await worker.running;
      await wait(500 + random.below(3_500));
      await floor.workers.kill(worker);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, line));
  return Array.from({ length: WORKERS }, floor.workers.start);
}
