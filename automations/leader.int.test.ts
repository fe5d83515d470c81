import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/database.ts';
import { log } from '#lib/log.ts';
import { type Duty, startLeading } from './leader.ts';
import type { Loop } from './loop.ts';

const LOCK = 4_711;
const LONG_MS = 3_600_000;

let database: TestDatabase;
const loops: Loop[] = [];
beforeAll(async () => {
  log.level = 'silent';
  database = await createTestDatabase({ template: false });
});
afterAll(() => database.drop());
afterEach(() => Promise.all(loops.splice(0).map((loop) => loop.stop())));

const lead = (duty: Partial<Duty>) => {
  const loop = startLeading(database.url, { name: 'test', lock: LOCK, everyMs: 20, work: async () => false, ...duty });
  loops.push(loop);
  return loop;
};
const eventually = (holds: () => Promise<void> | void) => vi.waitFor(holds, { timeout: 60_000, interval: 10 });

test('one of several works, and another one when it stops', async () => {
  const worked: number[] = [];
  const all = [0, 1, 2].map((n) =>
    lead({
      work: async () => {
        worked.push(n);
        return false;
      },
    }),
  );
  await eventually(() => expect(worked.length).toBeGreaterThan(5));
  const first = worked[0]!;
  expect(new Set(worked)).toEqual(new Set([first]));
  await all[first]!.stop();
  const before = worked.length;
  await eventually(() => expect(worked.length).toBeGreaterThan(before + 5));
  expect(new Set(worked.slice(before)).size).toBe(1);
  expect(worked.slice(before)).not.toContain(first);
});

test('a notification on its channel wakes it, one on another does not', async () => {
  const work = vi.fn(async () => false);
  lead({ channel: 'Some news', everyMs: LONG_MS, work });
  await eventually(() => expect(work).toHaveBeenCalledTimes(1));
  await database.pool.query(`notify "other news"; notify "Some news"`);
  await eventually(() => expect(work).toHaveBeenCalledTimes(2));
});

/** The server process behind the connection that holds the lead. */
const leader = async () => {
  const held = `select pid from pg_locks where locktype = 'advisory' and objid = ${LOCK} and granted`;
  return (await database.pool.query<{ pid: number }>(held)).rows[0]?.pid;
};

test('what fails is tried again, on another connection: it gives the lead away', async () => {
  const pids: unknown[] = [];
  lead({
    work: async () => {
      pids.push(await leader());
      if (pids.length === 1) throw new Error('once');
      return false;
    },
  });
  await eventually(() => expect(pids.length).toBeGreaterThan(2));
  expect(pids[1]).not.toBe(pids[0]);
  expect(new Set(pids.slice(1)).size).toBe(1);
});

test('it goes on when its connection is cut', async () => {
  const work = vi.fn(async () => false);
  lead({ work });
  await eventually(() => expect(work).toHaveBeenCalled());
  const before = await leader();
  await database.pool.query('select pg_terminate_backend($1)', [before]);
  await eventually(async () => {
    expect(await leader()).toBeDefined();
    expect(await leader()).not.toBe(before);
  });
  work.mockClear();
  await eventually(() => expect(work).toHaveBeenCalled());
});

test('stopped, it leaves neither lock nor connection', async () => {
  const work = vi.fn(async () => false);
  const loop = lead({ work });
  await eventually(() => expect(work).toHaveBeenCalled());
  await loop.stop();
  await eventually(async () => {
    const { rows } = await database.pool.query(
      `select 1 from pg_stat_activity where application_name = 'watchfloor test' and datname = current_database()`,
    );
    expect(rows).toEqual([]);
  });
});
