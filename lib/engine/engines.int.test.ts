import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Inngest } from 'inngest';
import { serve } from 'inngest/node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/database.ts';
import { runIdOf, type Transition } from './index.ts';
import { eventually } from './testing/eventually.ts';
import { type Harness, startHarness } from './testing/harness.ts';

let database: TestDatabase;
const open: Harness[] = [];

beforeEach(async () => {
  database = await createTestDatabase({ template: false });
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((harness) => harness.close()));
  await database.drop();
});

const start = async (options: Omit<Parameters<typeof startHarness>[0], 'url'>) => {
  const harness = await startHarness({ url: database.url, ...options });
  open.push(harness);
  return harness;
};
const active = async () => {
  const sql = `select count(*)::int as count from engine.run where status in ('queued', 'running', 'waiting')`;
  return (await database.pool.query(sql)).rows[0].count as number;
};

test('two engines never exceed a limit, by key or of all', async () => {
  const now = new Map<string, number>();
  const most = new Map<string, number>();
  const inside = async (key: string, work: () => Promise<unknown>) => {
    now.set(key, (now.get(key) ?? 0) + 1);
    most.set(key, Math.max(most.get(key) ?? 0, now.get(key)!));
    await work();
    now.set(key, now.get(key)! - 1);
  };
  // Either engine has two places: the third step that is inside at once is the other's, so both take part for certain.
  const three = Promise.withResolvers<void>();
  const work = async () => {
    if (now.get('all') === 3) three.resolve();
    await three.promise;
    await new Promise((resolve) => setImmediate(resolve));
  };
  const functions = (client: Inngest) => [
    client.createFunction(
      {
        id: 'limited',
        triggers: [{ event: 'limited' }],
        concurrency: [{ limit: 1, key: 'event.data.k' }, { limit: 3 }],
      },
      async ({ step, event }) => {
        const { k } = event.data as { k?: number };
        for (const name of ['a', 'b', 'c']) {
          await step.run(name, () => inside(`key ${k}`, () => inside('all', work)));
        }
      },
    ),
  ];
  const engines = await Promise.all([
    start({ functions, checkpointing: false, concurrency: 2 }),
    start({ functions, checkpointing: false, concurrency: 2 }),
  ]);
  const events = Array.from({ length: 40 }, (_, index) => ({ name: 'limited', data: { k: index % 5 } }));
  await engines[0].engine.send(events);
  await eventually(active).toBe(0);
  expect(Math.max(...[0, 1, 2, 3, 4].map((k) => most.get(`key ${k}`)!))).toBe(1);
  expect(most.get('all')).toBe(3);
  for (const { calls } of engines) expect(calls.length).toBeGreaterThan(0);
});

test('the same events sent by two engines at once start one run each', async () => {
  const functions = (client: Inngest) => [
    client.createFunction({ id: 'once', triggers: [{ event: 'once' }] }, async ({ event }) => event.id),
    client.createFunction(
      { id: 'keyed', triggers: [{ event: 'once' }], idempotency: 'event.data.k' },
      async ({ event }) => event.id,
    ),
  ];
  const engines = await Promise.all([start({ functions }), start({ functions })]);
  const events = Array.from({ length: 30 }, (_, index) => ({ id: `e${index}`, name: 'once', data: { k: index % 3 } }));
  await Promise.all(engines.flatMap(({ engine }) => [engine.send(events), engine.send([...events].reverse())]));
  await eventually(active).toBe(0);
  const { rows } = await database.pool.query(
    'select function_id, count(*)::int from engine.run group by function_id order by function_id',
  );
  expect(rows).toEqual([
    { function_id: 'keyed', count: 3 },
    { function_id: 'once', count: 30 },
  ]);
});

test('of an event and a timeout at once the first one stands', async () => {
  const functions = (client: Inngest) => [
    client.createFunction({ id: 'wait', triggers: [{ event: 'wait' }] }, async ({ step }) => {
      const answer = await step.waitForEvent('w', { event: 'answer', timeout: '1h', match: 'data.k' });
      return answer === null ? 'timeout' : 'answer';
    }),
  ];
  const engines = await Promise.all([start({ functions }), start({ functions })]);
  const events = Array.from({ length: 20 }, (_, index) => ({ id: `e${index}`, name: 'wait', data: { k: index } }));
  await engines[0].engine.send(events);
  await eventually(
    async () => (await database.pool.query('select count(*)::int as n from engine.wait')).rows[0].n,
  ).toBe(20);
  await Promise.all([
    database.pool.query('update engine.timer set at = now()'),
    ...events.map(({ data }, index) => engines[index % 2]!.engine.send([{ name: 'answer', data }])),
  ]);
  await eventually(active).toBe(0);
  const heardOf = (kind: Transition['kind']) =>
    engines.flatMap(({ transitions }) => transitions).filter((one) => one.kind === kind).length;
  await eventually(() => heardOf('run.completed')).toBe(20);
  await eventually(() => heardOf('step.completed')).toBe(20);
});

test.each([{ checkpointing: false }, { checkpointing: true }])(
  'an engine that lost its lease writes nothing more (checkpointing: $checkpointing)',
  async ({ checkpointing }) => {
    const gate = Promise.withResolvers<void>();
    const owners: string[] = [];
    const functions = (owner: string) => (client: Inngest) => [
      client.createFunction({ id: 'slow', triggers: [{ event: 'slow' }] }, async ({ step }) => {
        const by = await step.run('held', async () => {
          owners.push(owner);
          if (owner === 'stalled') await gate.promise;
          return owner;
        });
        return [by, await step.run('after', () => owner)];
      }),
    ];
    const stalled = await start({ functions: functions('stalled'), checkpointing, leaseMs: 60_000 });
    await stalled.engine.send([{ id: 'e', name: 'slow' }]);
    await eventually(() => owners).toEqual(['stalled']);
    await database.pool.query(`update engine.queue_item set lease_until = now() - interval '1 second'`);
    await stalled.engine.stop({ timeoutMs: 0 });

    const healthy = await start({ functions: functions('healthy'), checkpointing });
    expect((await healthy.ended('e', 'slow')).output).toEqual(['healthy', 'healthy']);
    gate.resolve();
    await eventually(() => stalled.calls.length).toBe(1);
    if (checkpointing) expect(stalled.checkpoints.map((one) => one.status)).toEqual([409]);
    expect(stalled.transitions.filter((one) => one.kind === 'step.completed')).toEqual([]);
    const { rows } = await database.pool.query('select name, output from engine.step order by position');
    expect(rows).toEqual([
      { name: 'held', output: 'healthy' },
      { name: 'after', output: 'healthy' },
    ]);
  },
);

test('a checkpoint that waits while another engine takes its call over writes nothing', async () => {
  const gate = Promise.withResolvers<void>();
  const functions = (client: Inngest) => [
    client.createFunction({ id: 'slow', retries: 0, triggers: [{ event: 'slow' }] }, async ({ step }) =>
      step.run('held', () => gate.promise),
    ),
  ];
  const stalled = await start({ functions, leaseMs: 60_000 });
  await stalled.engine.send([{ id: 'e', name: 'slow' }]);
  await stalled.until('run.started');
  const other = await database.pool.connect();
  await other.query('begin');
  await other.query('select from engine.run for no key update');
  await other.query(`update engine.queue_item set lease_token = 'another'`);
  await other.query(`update engine.run set discovery_token = 'another'`);
  gate.resolve();
  const waiting = `select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  await eventually(async () => (await database.pool.query(waiting)).rows[0].count).toBe(1);
  await other.query('commit');
  other.release();
  await eventually(() => stalled.checkpoints.map((one) => one.status)).toEqual([409]);
  expect((await database.pool.query('select from engine.step')).rowCount).toBe(0);
  expect((await database.pool.query('select finished_steps from engine.run')).rows).toEqual([{ finished_steps: 0 }]);
});

test('an engine with no more places than runs in its queue waits for no poll', async () => {
  const functions = (client: Inngest) => [
    client.createFunction({ id: 'many', triggers: [{ event: 'many' }] }, async ({ step }) => step.run('s', () => 's')),
  ];
  const { engine } = await start({ functions, concurrency: 2, pollMs: 60_000 });
  await engine.send(Array.from({ length: 60 }, () => ({ name: 'many' })));
  await eventually(active).toBe(0);
});

test('stop waits for what runs and gives the rest back at once', async () => {
  const gate = Promise.withResolvers<void>();
  const functions = (client: Inngest) => [
    client.createFunction({ id: 'held', triggers: [{ event: 'held' }] }, async ({ step }) =>
      step.run('s', () => gate.promise),
    ),
  ];
  const first = await start({ functions, leaseMs: 60_000 });
  await first.engine.send([{ id: 'e', name: 'held' }]);
  await first.until('run.started');
  await first.engine.stop({ timeoutMs: 10 });
  const { rows } = await database.pool.query('select lease_token from engine.queue_item');
  expect(rows).toEqual([{ lease_token: null }]);
  gate.resolve();
  const second = await start({ functions });
  await second.ended('e', 'held');
});

test('connections that are cut are replaced, and nothing is lost', async () => {
  const functions = (client: Inngest) => [
    client.createFunction({ id: 'work', retries: 0, triggers: [{ event: 'work' }] }, async ({ step }) => {
      for (const name of ['a', 'b', 'c', 'd']) await step.run(name, () => name);
      await step.sleep('nap', '1s');
    }),
  ];
  const { engine } = await start({ functions });
  await engine.send(Array.from({ length: 20 }, () => ({ name: 'work' })));
  for (let cut = 0; cut < 5; cut++) {
    await database.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
  }
  await eventually(active).toBe(0);
  const { rows } = await database.pool.query('select status, count(*)::int from engine.run group by status');
  expect(rows).toEqual([{ status: 'completed', count: 20 }]);
});

test('a serve handler that is reached over HTTP', async () => {
  const functions = (client: Inngest) => [
    client.createFunction({ id: 'far', triggers: [{ event: 'far' }] }, async ({ step }) =>
      step.run('s', () => 'there'),
    ),
  ];
  const app = await start({ functions, idle: true });
  const server = createServer(serve({ client: app.client, functions: app.client.funcs }));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const near = await start({ functions: () => [], serveUrl: `http://127.0.0.1:${port}/api/inngest` });
  await near.engine.send([{ id: 'e', name: 'far' }]);
  expect((await near.ended('e', 'far')).output).toBe('there');
  server.close();
});

test('one function with a great backlog does not keep another waiting', async () => {
  const order: string[] = [];
  const functions = (client: Inngest) => [
    client.createFunction({ id: 'busy', triggers: [{ event: 'busy' }] }, async () => void order.push('busy')),
    client.createFunction({ id: 'rare', triggers: [{ event: 'rare' }] }, async () => void order.push('rare')),
  ];
  const harness = await start({ functions, concurrency: 2, idle: true });
  await harness.engine.send(Array.from({ length: 200 }, () => ({ name: 'busy' })));
  await harness.engine.send([{ id: 'r', name: 'rare' }]);
  harness.engine.start();
  await harness.ended('r', 'rare');
  expect(order.indexOf('rare')).toBeLessThan(10);
});

test('what the listener of transitions refuses is rolled back, and fails the run when it stays so', async () => {
  const functions = (client: Inngest) => [
    client.createFunction({ id: 'f', triggers: [{ event: 'f' }] }, async () => 'refused'),
  ];
  let refusals = 0;
  const harness = await start({
    functions,
    onTransition: async (_tx, transitions) => {
      if (transitions.every((one) => one.kind !== 'run.completed')) return;
      refusals++;
      throw new Error('refused');
    },
  });
  await harness.engine.send([{ id: 'e', name: 'f' }]);
  expect(await harness.ended('e', 'f')).toMatchObject({ kind: 'run.failed', error: { name: 'UnwritableAnswer' } });
  expect(refusals).toBeGreaterThan(1);
  const { rows } = await database.pool.query('select status from engine.run where id = $1', [runIdOf('e', 'f')]);
  expect(rows).toEqual([{ status: 'failed' }]);
});
