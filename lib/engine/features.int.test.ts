import type { Inngest } from 'inngest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/database.ts';
import { requestCancel, requestReplay, runIdOf } from './index.ts';
import { eventually } from './testing/eventually.ts';
import { type Harness, startHarness } from './testing/harness.ts';

/** Functions that wait until the test lets them go on. */
const gates = new Map<string, PromiseWithResolvers<void>>();
const gate = (name: string) => {
  const known = gates.get(name) ?? Promise.withResolvers<void>();
  gates.set(name, known);
  return known;
};

function functions(client: Inngest) {
  const on = (id: string) => ({ id, retries: 0 as const, triggers: [{ event: `f/${id}` }] });
  const echo = async ({ event }: { event: { data?: unknown } }) => event.data;
  const never = client.createFunction({ ...on('never') }, async ({ step }) => {
    await step.sleep('long', '1h');
  });
  return [
    never,
    client.createFunction({ ...on('rate-limited'), rateLimit: { limit: 2, period: '1h', key: 'event.data.k' } }, echo),
    client.createFunction({ ...on('throttled'), throttle: { limit: 5, period: '1s' } }, echo),
    client.createFunction({ ...on('debounced'), debounce: { period: '1s', key: 'event.data.k' } }, echo),
    client.createFunction(
      { ...on('single-skip'), singleton: { mode: 'skip', key: 'event.data.k' } },
      async ({ step }) => {
        await step.waitForEvent('go', { event: 'f/go', timeout: '1h' });
      },
    ),
    client.createFunction({ ...on('single-cancel'), singleton: { mode: 'cancel' } }, async ({ step }) => {
      await step.waitForEvent('go', { event: 'f/go', timeout: '1h' });
    }),
    client.createFunction({ ...on('finish-timeout'), timeouts: { finish: '1s' } }, async ({ step }) => {
      await step.sleep('long', '1h');
    }),
    client.createFunction(
      { ...on('start-timeout'), timeouts: { start: '1s' }, concurrency: { limit: 1 } },
      async () => gate('start-timeout').promise,
    ),
    client.createFunction(on('invoke-timeout'), async ({ step }) => {
      try {
        await step.invoke('call', { function: never, data: {}, timeout: '1s' });
      } catch (error) {
        return (error as Error).name;
      }
    }),
    client.createFunction(on('invoke-unknown'), async ({ step }) => {
      const { referenceFunction } = await import('inngest');
      await step.invoke('call', { function: referenceFunction({ functionId: 'nowhere' }), data: {} });
    }),
    client.createFunction(on('bad-wait'), async ({ step }) => {
      await step.waitForEvent('w', { event: 'x', timeout: '1h', if: 'size(event.data) > 1' });
    }),
    client.createFunction(on('signal'), async ({ step }) => {
      await step.waitForSignal('s', { signal: 'x', timeout: '1h', onConflict: 'fail' });
    }),
    client.createFunction(on('many-steps'), async ({ step, event }) => {
      for (let index = 0; index < Number((event.data as { n?: number }).n); index++)
        await step.run(`s${index}`, () => index);
      return 'done';
    }),
    client.createFunction(on('wide'), async ({ step }) => {
      await Promise.all(Array.from({ length: 1_001 }, (_, index) => step.run(`s${index}`, () => index)));
    }),
    client.createFunction(on('blocked'), async ({ step, event }) => {
      await step.run('held', () => gate(event.id!).promise);
      await step.run('after', () => 'reached');
    }),
    client.createFunction(on('odd-text'), async ({ step, event }) => step.run('echo', () => event.data)),
    client.createFunction(on('deep'), async ({ step }) => {
      const branches = Array.from({ length: 5 }, async (_, branch) => {
        let sum = 0;
        for (let index = 0; index < 4; index++) sum += await step.run(`b${branch}-${index}`, () => index);
        return sum;
      });
      return Promise.all(branches);
    }),
  ];
}

let database: TestDatabase;
let harness: Harness;

beforeAll(async () => {
  database = await createTestDatabase({ template: false });
  harness = await startHarness({ url: database.url, functions });
});
afterAll(async () => {
  for (const { resolve } of gates.values()) resolve();
  await harness.close();
  await database.drop();
});

const send = async (id: string, ...data: Record<string, unknown>[]) => {
  const { ids } = await harness.client.send(data.map((one) => ({ name: `f/${id}`, data: one })));
  return ids;
};
const run = async (id: string, data: Record<string, unknown> = {}) => {
  const [eventId] = await send(id, data);
  return harness.ended(eventId!, id);
};
const statusOf = async (runId: string) => {
  const { rows } = await harness.pool.query('select status from engine.run where id = $1', [runId]);
  return rows[0]?.status;
};

test('a rate limit counts by key and says what it skipped', async () => {
  const ids = await send('rate-limited', { k: 'a' }, { k: 'a' }, { k: 'a' }, { k: 'b' });
  const skipped = await harness.until('run.skipped', (one) => one.eventId === ids[2]);
  expect(skipped.reason).toBe('the rate limit of 2 in 3600 s is used up for a');
  await Promise.all([ids[0]!, ids[1]!, ids[3]!].map((id) => harness.ended(id, 'rate-limited')));
});

test('a throttle delays, and loses nothing', async () => {
  const ids = await send('throttled', { n: 1 }, { n: 2 }, { n: 3 });
  await Promise.all(ids.map((id) => harness.ended(id, 'throttled')));
  for (const [index, id] of ids.entries()) {
    const started = await harness.until('run.started', (one) => one.eventId === id);
    expect(started.at.getTime() - started.event.ts).toBeGreaterThanOrEqual(index * 200);
  }
});

test('of debounced events the last one runs', async () => {
  const ids = await send('debounced', { k: 1, n: 1 }, { k: 1, n: 2 }, { k: 2, n: 3 }, { k: 1, n: 4 });
  expect((await harness.ended(ids[3]!, 'debounced')).output).toEqual({ k: 1, n: 4 });
  expect((await harness.ended(ids[2]!, 'debounced')).output).toEqual({ k: 2, n: 3 });
  const skipped = harness.transitions.filter((one) => one.kind === 'run.skipped' && one.functionId === 'debounced');
  expect(skipped.map((one) => one.eventId)).toEqual([ids[0], ids[1]]);
});

test('a singleton skips while one is active, or takes its place', async () => {
  const ids = await send('single-skip', { k: 1 }, { k: 1 }, { k: 2 });
  expect((await harness.until('run.skipped', (one) => one.eventId === ids[1])).reason).toContain('singleton');
  await harness.until('run.waiting', (one) => one.eventId === ids[2]);
  const [first, second] = await send('single-cancel', {}, {});
  expect((await harness.ended(first!, 'single-cancel')).kind).toBe('run.cancelled');
  await harness.until('run.waiting', (one) => one.eventId === second);
});

test('timeouts cancel what does not finish, or does not start', async () => {
  expect(await run('finish-timeout')).toMatchObject({
    kind: 'run.cancelled',
    error: { message: 'the run did not finish within its finish timeout' },
  });
  const [first, second] = await send('start-timeout', {}, {});
  const ends = Promise.race([first!, second!].map((id) => harness.ended(id, 'start-timeout')));
  expect(await ends).toMatchObject({
    kind: 'run.cancelled',
    error: { message: 'the run did not start within its start timeout' },
  });
  gate('start-timeout').resolve();
});

test('an invoke can time out, and fails by name where the function is not known', async () => {
  expect((await run('invoke-timeout')).output).toBe('InvokeTimeout');
  expect(await run('invoke-unknown')).toMatchObject({
    kind: 'run.failed',
    error: { message: 'the function app-nowhere to invoke is not registered' },
  });
});

test('what a function asks for in a wrong way fails it, with the reason', async () => {
  expect(await run('bad-wait')).toMatchObject({ kind: 'run.failed', error: { name: 'ExpressionError' } });
  expect(await run('signal')).toMatchObject({
    kind: 'run.failed',
    error: { name: 'UnsupportedError', message: expect.stringContaining('WaitForSignal') },
  });
});

test('a run has at most 1,000 steps, one by one or at once', async () => {
  expect(await run('many-steps', { n: 1_000 })).toMatchObject({ kind: 'run.completed', output: 'done' });
  expect(await run('many-steps', { n: 1_001 })).toMatchObject({ kind: 'run.failed', error: { name: 'TooManySteps' } });
  expect(await run('wide')).toMatchObject({ kind: 'run.failed', error: { name: 'TooManySteps' } });
}, 60_000);

test('an event has at most 256 KB, and a name', async () => {
  await expect(send('never', { text: 'x'.repeat(256 * 1024) })).rejects.toThrow('256 KB');
  await expect(harness.client.send({ name: '', data: {} })).rejects.toThrow('needs a name');
  await expect(harness.engine.send([{ name: 'x', data: 7 as never }])).rejects.toThrow('not an object');
});

test('any text goes through', async () => {
  const data = { nul: 'a\u0000b', lone: '\ud800', ключ: '💥', toJSON: 'x', proto: { constructor: 1 }, quote: `'"\\` };
  expect((await run('odd-text', data)).output).toEqual(data);
});

test('branches of several steps each end with every step run once', async () => {
  expect((await run('deep')).output).toEqual([6, 6, 6, 6, 6]);
});

test('cancel ends a run that waits or runs; what it was doing is dropped', async () => {
  const [waiting] = await send('never', {});
  await harness.until('run.waiting', (one) => one.eventId === waiting);
  expect(await harness.engine.cancel(runIdOf(waiting!, 'never'))).toBe(true);
  expect(await harness.engine.cancel(runIdOf(waiting!, 'never'))).toBe(false);
  expect(await harness.engine.cancel('unknown')).toBe(false);

  const [running] = await send('blocked', {});
  const runId = runIdOf(running!, 'blocked');
  await harness.until('run.started', (one) => one.runId === runId);
  await eventually(() => gates.has(running!)).toBe(true);
  await requestCancel(database.pool, runId);
  expect((await harness.ended(running!, 'blocked')).kind).toBe('run.cancelled');
  gate(running!).resolve();
  await eventually(() => harness.checkpoints.find((one) => one.runId === runId)?.status).toBe(409);
  expect(await statusOf(runId)).toBe('cancelled');
  const steps = harness.transitions.filter((one) => 'stepId' in one && one.runId === runId);
  expect(steps).toEqual([]);
});

test('replay runs the same event again as a new run, from any process', async () => {
  const first = await run('odd-text', { n: 1 });
  const own = await harness.engine.replay(first.runId);
  const foreign = await requestReplay(database.pool, first.runId);
  for (const { runId } of [own, foreign]) {
    const end = await harness.until('run.completed', (one) => one.runId === runId);
    expect(end).toMatchObject({ replayOf: first.runId, eventId: first.eventId, output: { n: 1 } });
  }
  await expect(harness.engine.replay('unknown')).rejects.toThrow('not known');
});

test('the event API wants its key, and checkpoints theirs', async () => {
  const { fetch } = harness.engine;
  const wrong = await fetch('http://engine.internal/e/wrong', { method: 'POST', body: '[]' });
  expect(wrong.status).toBe(401);
  const body = JSON.stringify({ qi_id: '1.x', steps: [] });
  const unsigned = await fetch('http://engine.internal/v1/checkpoint/r/async', { method: 'POST', body });
  expect(unsigned.status).toBe(401);
  await expect(harness.client.realtime.token({ channel: 'c', topics: ['t'] } as never)).rejects.toThrow();
});

test('nothing was logged as an error', () => {
  expect(harness.errors).toEqual([]);
});
