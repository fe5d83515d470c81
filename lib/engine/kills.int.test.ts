import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/database.ts';
import { type Harness, startHarness } from './testing/harness.ts';
import { effectsOf, recordInLedger, WORKLOAD_TABLES, workload } from './testing/workload.ts';

const KILLS = 16;
const EVENTS_PER_KILL = 3;
const LONGEST_LIFE_MS = 500;

/** A small seeded generator (mulberry32), so that a failing order of kills can be repeated. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function spawnVictim(url: string, checkpointing: boolean): Promise<ChildProcess> {
  const script = join(import.meta.dirname, 'testing/victim.ts');
  const victim = spawn(process.execPath, [script, url, checkpointing ? 'on' : 'off'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await Promise.race([
    once(victim.stdout!, 'data'),
    once(victim, 'exit').then(([code]) => {
      throw new Error(`the victim ended by itself with ${code}`);
    }),
  ]);
  return victim;
}

async function kill(victim: ChildProcess): Promise<void> {
  const gone = once(victim, 'exit');
  victim.kill('SIGKILL');
  await gone;
}

describe.each([
  { mode: 'plain', checkpointing: false, seed: 20_261_122 },
  { mode: 'checkpointing', checkpointing: true, seed: 42 },
])('killed again and again in $mode mode', ({ checkpointing, seed }) => {
  let database: TestDatabase;
  let sender: Harness;
  const eventIds: string[] = [];

  beforeAll(async () => {
    database = await createTestDatabase({ template: false });
    await database.pool.query(WORKLOAD_TABLES);
    const functions: Parameters<typeof startHarness>[0]['functions'] = (client) => workload(client, database.pool);
    sender = await startHarness({ url: database.url, functions, onTransition: recordInLedger, idle: true });
  });
  afterAll(async () => {
    await sender.close();
    await database.drop();
  });

  const send = async (count: number) => {
    const first = eventIds.length + 1;
    const events = Array.from({ length: count }, (_, index) => ({ id: `event-${first + index}`, name: 'kill/root' }));
    eventIds.push(...(await sender.engine.send(events)).ids);
  };
  const rows = async <Row>(sql: string) => (await database.pool.query(sql)).rows as Row[];
  const unfinished = async () => {
    const [row] = await rows<{ count: number }>(
      `select count(*)::int from engine.run where status in ('queued', 'running', 'waiting')`,
    );
    return row!.count;
  };

  test('loses nothing and doubles nothing', { timeout: 300_000 }, async () => {
    const random = seeded(seed);
    let next = spawnVictim(database.url, checkpointing);
    for (let killed = 0; killed < KILLS; killed++) {
      await send(EVENTS_PER_KILL);
      const victim = await next;
      next = spawnVictim(database.url, checkpointing);
      next.catch(() => {});
      await delay(random() * LONGEST_LIFE_MS);
      // Each dies with work in hand.
      if ((await unfinished()) === 0) await send(EVENTS_PER_KILL);
      await kill(victim);
    }
    const last = await next;
    await expect.poll(unfinished, { timeout: 60_000, interval: 100 }).toBe(0);
    await kill(last);

    const statuses = await rows(
      'select function_id, status, count(*)::int from engine.run group by function_id, status order by function_id',
    );
    const each = { status: 'completed', count: eventIds.length };
    expect(statuses).toEqual([
      { function_id: 'callee', ...each },
      { function_id: 'child', ...each },
      { function_id: 'root', ...each },
    ]);
    const effects = await rows<{ key: string }>('select key from effect');
    expect(new Set(effects.map((row) => row.key))).toEqual(new Set(eventIds.flatMap(effectsOf)));
    const doubled = await rows(
      `select run_id, kind, step, count(*)::int from ledger
       where kind in ('run.queued', 'run.completed', 'step.completed')
       group by run_id, kind, step having count(*) > 1`,
    );
    expect(doubled).toEqual([]);
    const [{ count }] = (await rows<{ count: number }>(
      `select count(*)::int from ledger where kind = 'run.completed'`,
    )) as [{ count: number }];
    expect(count).toBe(3 * eventIds.length);
  });
});
