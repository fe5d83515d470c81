import './testing/environment.ts';
import { asc, like, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connect, type Database } from '#lib/db/client.ts';
import { outbox } from '#lib/db/schema/index.ts';
import { openCase } from '#lib/services/cases/open.ts';
import { transitionCase } from '#lib/services/cases/transition.ts';
import { addTimer } from '#lib/services/sla/add-timer.ts';
import { as, automation, ctxOf, testFloor } from '#lib/services/testing/fixtures.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { startClock } from './clock.ts';
import type { Loop } from './loop.ts';
import { useResources } from './resources.ts';

const floor = testFloor();
const HOUR_MS = 3_600_000;

let own: Database;
let announced = 0;
const clocks: Loop[] = [];
beforeEach(async () => {
  await floor.db.execute(sql`truncate cases, outbox cascade`);
  own = connect(floor.url, 6);
  announced = 0;
  useResources({
    db: own.db,
    allowedNetworks: [],
    announce: () => {
      announced += 1;
    },
  });
});
afterEach(async () => {
  await Promise.all(clocks.splice(0).map((clock) => clock.stop()));
  await own.pool.end();
});

const start = () => {
  const clock = startClock(floor.url, own);
  clocks.push(clock);
  return clock;
};
/** A case that opened some hours ago, while nothing ran. */
const openAgo = async (hours: number, severity: 'critical' | 'low' | 'informational' = 'critical') => {
  const ctx = ctxOf(floor.db, automation(), new Date(Date.now() - hours * HOUR_MS));
  return (await openCase({ ctx, input: { fields: { title: `${hours} hours ago`, severity } } })).key;
};
const told = async () =>
  (await floor.db.select().from(outbox).where(like(outbox.name, 'case/sla.%')).orderBy(asc(outbox.seq))).map(
    ({ name, data }) => `${data.key} ${(data.current as { timer: string }).timer} ${name.slice('case/sla.'.length)}`,
  );
const eventually = (holds: () => Promise<void>) => vi.waitFor(holds, { timeout: 60_000, interval: 20 });

test('two workers wake what came due while nobody ran, once, and tell the streams', async () => {
  const yesterday = new Date(Date.now() - 24 * HOUR_MS);
  const ctx = ctxOf(floor.db, as(floor.people.analyst), yesterday);
  const { key } = await openCase({ ctx, input: { fields: { title: 'Waits', severity: 'low' } } });
  const to = { state: 'on_hold', reason: 'Waits', wakeAt: new Date(yesterday.getTime() + 60_000) } as const;
  await transitionCase({ ctx, input: { key, to } });
  start();
  start();
  await eventually(async () => {
    expect(await rowOf(floor.db, key)).toMatchObject({ state: 'triage', wakeAt: null });
    expect(announced).toBeGreaterThan(0);
  });
  const moves = (await timelineOf(floor.db, key)).filter((entry) => entry.kind === 'state');
  expect(moves.map((entry) => entry.actorKind)).toEqual(['user', 'system']);
});

test('three workers tell of all that fell due meanwhile, in its order, each once', async () => {
  const [older, newer] = [await openAgo(9), await openAgo(1)];
  for (let n = 0; n < 3; n += 1) start();
  const all = [
    `${older} acknowledge at_risk`,
    `${older} acknowledge breached`,
    `${older} resolve at_risk`,
    `${older} resolve breached`,
    `${newer} acknowledge at_risk`,
    `${newer} acknowledge breached`,
  ];
  await eventually(async () => expect(await told()).toEqual(all));
  await Promise.all(clocks.splice(0).map((clock) => clock.stop()));
  start();
  const { key } = await openCase({
    ctx: ctxOf(floor.db, automation(), new Date()),
    input: { fields: { title: 'A mark that the clock has gone on', severity: 'informational' } },
  });
  const startedAt = new Date(Date.now() - 10_000).toISOString();
  const ctx = ctxOf(floor.db, automation(), new Date());
  const { id } = await addTimer({ ctx, input: { key, timer: { name: 'Over', targetSeconds: 5, startedAt } } });
  await eventually(async () => expect(await told()).toEqual([...all, `${key} ${id} at_risk`, `${key} ${id} breached`]));
});

test('another one takes over when the leader’s connection dies', async () => {
  start();
  start();
  const leads = sql<{ pid: number }>`select l.pid from pg_locks l join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and l.granted and a.application_name = 'watchfloor clock'
    and a.datname = current_database()`;
  let leader = 0;
  await eventually(async () => {
    leader = (await floor.db.execute<{ pid: number }>(leads)).rows[0]!.pid;
  });
  await floor.db.execute(sql`select pg_terminate_backend(${leader})`);
  const key = await openAgo(1);
  await eventually(async () =>
    expect(await told()).toEqual([`${key} acknowledge at_risk`, `${key} acknowledge breached`]),
  );
  const { rows } = await floor.db.execute<{ pid: number }>(leads);
  expect(rows.map(({ pid }) => pid)).not.toContain(leader);
});
