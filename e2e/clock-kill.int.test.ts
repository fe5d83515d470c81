import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase } from '#lib/services/cases/open.ts';
import { addTimer } from '#lib/services/sla/add-timer.ts';
import { until } from './support/until.ts';
import { openWorkerFloor, type WorkerFloor } from './support/worker-floor.ts';

const CASES = 60;
const KILLS = 6;
/** The timers run out one after the other over so many seconds, so that each worker dies among them. */
const SPREAD_SECONDS = 15;

let floor: WorkerFloor;
beforeAll(async () => {
  floor = await openWorkerFloor();
});
afterAll(() => floor?.close());

const start = async () => {
  const worker = floor.start();
  await worker.running;
  return worker;
};
const told = async () => {
  const rows = await floor.rows<{ event: string; times: number }>(
    `select name || ' ' || (data ->> 'key') as event, count(*)::int as times from outbox where name like 'case/sla.%' group by 1`,
  );
  return new Map(rows.map(({ event, times }) => [event, times]));
};

test('workers that are killed among timers that run out tell of each once, and leave none out', async () => {
  const keys: string[] = [];
  for (let n = 0; n < CASES; n += 1) {
    const ctx = floor.ctx();
    const fields = { title: `Case ${n}`, severity: 'informational' } as const;
    const { key } = await openCase({ ctx, input: { fields } });
    // The target's last fifth is the warning: both moments lie in the time of the killing.
    const targetSeconds = 2 + Math.round((n / CASES) * SPREAD_SECONDS);
    await addTimer({ ctx, input: { key, timer: { name: 'Runs out', targetSeconds } } });
    keys.push(key);
  }
  const workers = await Promise.all([start(), start()]);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = (await told()).size;
    const enough = Math.min(2 * CASES, before + (2 * CASES) / (KILLS + 2));
    await until('some more are told of', async () => (await told()).size >= enough);
    const victim = workers[kill % 2]!;
    await floor.kill(victim);
    workers[kill % 2] = await start();
  }
  const all = keys.flatMap((key) => [`case/sla.at_risk ${key}`, `case/sla.breached ${key}`]);
  await until('all are told of', async () => (await told()).size === all.length);
  expect([...(await told())].sort()).toEqual(all.map((event) => [event, 1]).sort());
}, 300_000);
