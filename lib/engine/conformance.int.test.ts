import { type Inngest, NonRetriableError, RetryAfterError } from 'inngest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/database.ts';
import { runIdOf } from './index.ts';
import { eventually } from './testing/eventually.ts';
import { type Harness, startHarness } from './testing/harness.ts';

/** How often each step of each run was executed: once, whatever the engine does. */
const executions = new Map<string, number>();
const once = <Value>(runId: string, step: string, value: Value): Value => {
  executions.set(`${runId} ${step}`, (executions.get(`${runId} ${step}`) ?? 0) + 1);
  return value;
};

function functions(client: Inngest) {
  const on = (id: string) => ({ id, retries: 1 as const, triggers: [{ event: `t/${id}` }] });
  const failed = new Set<string>();
  const firstTime = (runId: string) => !failed.has(runId) && failed.add(runId);
  const invokee = client.createFunction({ ...on('invokee') }, async ({ event, step, runId }) =>
    step.run('double', () => once(runId, 'double', Number((event.data as { n?: number }).n) * 2)),
  );
  const invokeeFails = client.createFunction({ ...on('invokee-fails'), retries: 0 }, async () => {
    throw new NonRetriableError('callee failed');
  });
  return [
    client.createFunction(on('returns'), async () => ({ ok: true })),
    client.createFunction(on('two-serial-steps'), async ({ step, runId }) => {
      const a = await step.run('a', () => once(runId, 'a', 1));
      return a + (await step.run('b', () => once(runId, 'b', 2)));
    }),
    client.createFunction(on('parallel-steps'), async ({ step, runId }) =>
      Promise.all([step.run('p1', () => once(runId, 'p1', 'x')), step.run('p2', () => once(runId, 'p2', 'y'))]),
    ),
    client.createFunction(on('parallel-then-serial'), async ({ step, runId }) => {
      const [a, b] = await Promise.all([
        step.run('p1', () => once(runId, 'p1', 1)),
        step.run('p2', () => once(runId, 'p2', 2)),
      ]);
      return step.run('sum', () => once(runId, 'sum', a + b));
    }),
    client.createFunction(on('same-step-id-twice'), async ({ step, runId }) => [
      await step.run('same', () => once(runId, 'first', 1)),
      await step.run('same', () => once(runId, 'second', 2)),
    ]),
    client.createFunction(on('step-returns-undefined'), async ({ step }) => {
      const value = await step.run('u', () => {});
      return { value: value === undefined ? 'undefined' : value };
    }),
    client.createFunction(on('step-fails-once'), async ({ step, attempt, runId }) =>
      step.run('f', () => {
        if (firstTime(runId)) throw new Error('first');
        return `second ${attempt}`;
      }),
    ),
    client.createFunction(on('step-fails-for-good'), async ({ step }) =>
      step.run('f', () => {
        throw new TypeError('always', { cause: new Error('root') });
      }),
    ),
    client.createFunction(on('step-error-caught'), async ({ step }) => {
      try {
        return await step.run('f', () => {
          throw new Error('boom');
        });
      } catch (error) {
        return { caught: `${(error as Error).name}: ${(error as Error).message}` };
      }
    }),
    client.createFunction(on('non-retriable'), async ({ step }) =>
      step.run('f', () => {
        throw new NonRetriableError('stop');
      }),
    ),
    client.createFunction(on('retry-after'), async ({ step, runId }) =>
      step.run('f', () => {
        if (firstTime(runId)) throw new RetryAfterError('later', '1s');
        return 'ok';
      }),
    ),
    client.createFunction(on('function-throws'), async () => {
      throw new Error('outside of a step');
    }),
    client.createFunction(
      {
        ...on('on-failure'),
        onFailure: async ({ event, error, step }) =>
          step.run('cleanup', () => ({ original: event.data.event.name, error: error.message })),
      },
      async () => {
        throw new NonRetriableError('fatal');
      },
    ),
    client.createFunction(on('sleep'), async ({ step }) => {
      await step.sleep('nap', '1s');
      return 'awake';
    }),
    client.createFunction(on('sleep-until'), async ({ step, event }) => {
      await step.sleepUntil('till', new Date(event.ts! + 1_200));
      return 'awake';
    }),
    client.createFunction(on('wait-matched'), async ({ step }) => {
      const answer = await step.waitForEvent('w', {
        event: 't/answer',
        timeout: '1h',
        if: 'async.data.id == event.data.id',
      });
      return answer?.data ?? null;
    }),
    client.createFunction(on('wait-timeout'), async ({ step }) =>
      step.waitForEvent('w', { event: 't/never', timeout: '1s' }),
    ),
    invokee,
    client.createFunction(on('invoke'), async ({ step }) =>
      step.invoke('call', { function: invokee, data: { n: 21 } }),
    ),
    invokeeFails,
    client.createFunction(on('invoke-fails'), async ({ step }) => {
      try {
        return await step.invoke('call', { function: invokeeFails, data: {} });
      } catch (error) {
        return { caught: (error as Error).name, message: (error as Error).message };
      }
    }),
    client.createFunction(on('send-event'), async ({ step }) =>
      step.sendEvent('emit', [
        { name: 't/emitted', data: { a: 1 } },
        { name: 't/emitted', data: { a: 2 } },
      ]),
    ),
    client.createFunction({ id: 'emitted', triggers: [{ event: 't/emitted' }] }, async ({ event }) => event.data.a),
    client.createFunction(
      { ...on('cancelled'), cancelOn: [{ event: 't/cancel', if: 'async.data.id == event.data.id' }] },
      async ({ step }) => {
        await step.sleep('long', '60s');
        return 'never';
      },
    ),
    client.createFunction({ ...on('idempotent'), idempotency: 'event.data.k' }, async ({ step }) =>
      step.run('once', () => 1),
    ),
    client.createFunction(on('deduped-event'), async () => 1),
    client.createFunction(
      { id: 'conditional-trigger', triggers: [{ event: 't/conditional-trigger', if: 'event.data.go == true' }] },
      async () => 'ran',
    ),
    client.createFunction(
      { ...on('concurrency-one'), concurrency: { limit: 1, key: 'event.data.k' } },
      async ({ step, runId }) => step.run('slow', () => once(runId, 'slow', 'done')),
    ),
    client.createFunction(on('nested-parallel-branches'), async ({ step, runId }) =>
      Promise.all([
        (async () => {
          await step.run('a1', () => once(runId, 'a1', 1));
          return step.run('a2', () => once(runId, 'a2', 2));
        })(),
        (async () => {
          await step.sleep('b-nap', '1s');
          return step.run('b2', () => once(runId, 'b2', 3));
        })(),
      ]),
    ),
    client.createFunction(
      { id: 'cron-and-event', triggers: [{ event: 't/cron-and-event' }, { cron: '0 9 * * 1,3,5' }] },
      async ({ event }) => event.name,
    ),
  ];
}

describe.each([
  { mode: 'plain', checkpointing: false },
  { mode: 'checkpointing', checkpointing: true },
])('the SDK in $mode mode', ({ checkpointing }) => {
  let database: TestDatabase;
  let harness: Harness;

  beforeAll(async () => {
    database = await createTestDatabase({ template: false });
    harness = await startHarness({ url: database.url, checkpointing, functions });
  });
  afterAll(async () => {
    await harness.close();
    await database.drop();
  });

  const run = async (id: string, data: Record<string, unknown> = {}) => {
    const { ids } = await harness.client.send({ name: `t/${id}`, data });
    return { eventId: ids[0]!, end: await harness.ended(ids[0]!, id), runId: runIdOf(ids[0]!, id) };
  };
  const callsOf = (runId: string) => harness.calls.filter((call) => call.runId === runId);
  const attemptsOf = (runId: string) => callsOf(runId).map((call) => call.attempt);
  const stepsOf = (runId: string) =>
    harness.transitions.filter((one) => 'stepId' in one && one.runId === runId && one.kind !== 'step.started');
  const timesRun = (runId: string) =>
    Object.fromEntries([...executions].filter(([key]) => key.startsWith(runId)).map(([key, n]) => [key.slice(27), n]));

  test('a result ends the run in one call', async () => {
    const { end, runId, eventId } = await run('returns');
    expect(end).toMatchObject({ kind: 'run.completed', runId, eventId, output: { ok: true }, eventName: 't/returns' });
    expect(callsOf(runId)).toHaveLength(1);
    expect(harness.transitions.filter((one) => 'runId' in one && one.runId === runId).map((one) => one.kind)).toEqual([
      'run.queued',
      'run.started',
      'run.completed',
    ]);
  });

  test('serial steps: a call each, or one call with a checkpoint each', async () => {
    const { end, runId } = await run('two-serial-steps');
    expect(end).toMatchObject({ kind: 'run.completed', output: 3 });
    expect(callsOf(runId)).toHaveLength(checkpointing ? 1 : 3);
    const checkpoints = harness.checkpoints.filter((one) => one.runId === runId);
    expect(checkpoints.map((one) => one.steps)).toEqual(checkpointing ? [['a'], ['b']] : []);
    expect(stepsOf(runId)).toMatchObject([
      { kind: 'step.completed', name: 'a', op: 'StepRun', output: 1, attempt: 0 },
      { kind: 'step.completed', name: 'b', op: 'StepRun', output: 2, attempt: 0 },
    ]);
    expect(timesRun(runId)).toEqual({ a: 1, b: 1 });
  });

  test('parallel steps are planned first and called one by one', async () => {
    const { end, runId } = await run('parallel-steps');
    expect(end).toMatchObject({ kind: 'run.completed', output: ['x', 'y'] });
    expect(callsOf(runId)[0]!.ops).toEqual(['StepPlanned', 'StepPlanned']);
    expect(callsOf(runId).filter((call) => call.stepId !== 'step')).toHaveLength(2);
    expect(timesRun(runId)).toEqual({ p1: 1, p2: 1 });
    const started = harness.transitions.filter((one) => one.kind === 'step.started' && one.runId === runId);
    expect(started).toHaveLength(2);
  });

  test('a step after parallel steps', async () => {
    const { end, runId } = await run('parallel-then-serial');
    expect(end).toMatchObject({ kind: 'run.completed', output: 3 });
    expect(timesRun(runId)).toEqual({ p1: 1, p2: 1, sum: 1 });
  });

  test('the same step id twice is two steps', async () => {
    const { end, runId } = await run('same-step-id-twice');
    expect(end).toMatchObject({ kind: 'run.completed', output: [1, 2] });
    expect(timesRun(runId)).toEqual({ first: 1, second: 1 });
  });

  test('a step without a result gives null', async () => {
    expect((await run('step-returns-undefined')).end).toMatchObject({ kind: 'run.completed', output: { value: null } });
  });

  test('a step that fails once is tried again, with the attempt counted', async () => {
    const { end, runId } = await run('step-fails-once');
    expect(end).toMatchObject({ kind: 'run.completed', output: 'second 1' });
    expect(attemptsOf(runId)).toEqual([0, 1, 0]);
    expect(stepsOf(runId)).toMatchObject([
      { kind: 'step.retrying', attempt: 0, error: { message: 'first' }, retryAt: expect.any(Date) },
      { kind: 'step.completed', attempt: 1, output: 'second 1' },
    ]);
  });

  test('a step that fails for good fails the run, with its cause', async () => {
    const { end, runId } = await run('step-fails-for-good');
    expect(end).toMatchObject({
      kind: 'run.failed',
      error: { name: 'TypeError', message: 'always', cause: { message: 'root' } },
    });
    expect(attemptsOf(runId)).toEqual([0, 1, 0]);
    expect(stepsOf(runId).map((one) => one.kind)).toEqual(['step.retrying', 'step.failed']);
  });

  test("a step's error can be caught", async () => {
    const { end } = await run('step-error-caught');
    expect(end).toMatchObject({ kind: 'run.completed', output: { caught: 'Error: boom' } });
  });

  test('NonRetriableError is not tried again', async () => {
    const { end, runId } = await run('non-retriable');
    expect(end).toMatchObject({ kind: 'run.failed', error: { name: 'NonRetriableError', message: 'stop' } });
    expect(attemptsOf(runId)).toEqual([0, 0]);
  });

  test('RetryAfterError says when', async () => {
    const { end, runId } = await run('retry-after');
    expect(end).toMatchObject({ kind: 'run.completed', output: 'ok' });
    const retrying = stepsOf(runId)[0]! as { at: Date; retryAt: Date };
    expect(retrying.retryAt.getTime() - retrying.at.getTime()).toBe(1_000);
  });

  test('a function that throws outside of steps is tried again as a whole', async () => {
    const { end, runId } = await run('function-throws');
    expect(end).toMatchObject({ kind: 'run.failed', error: { message: 'outside of a step' } });
    expect(callsOf(runId).map((call) => [call.attempt, call.status])).toEqual([
      [0, 500],
      [1, 400],
    ]);
  });

  test('onFailure runs with the event and the error', async () => {
    await run('on-failure');
    const end = await harness.until('run.completed', (one) => one.functionId === 'on-failure-failure');
    expect(end).toMatchObject({
      eventName: 'inngest/function.failed',
      output: { original: 't/on-failure', error: 'fatal' },
    });
  });

  test.each(['sleep', 'sleep-until'])('%s wakes at its time, not before', async (id) => {
    const { end, runId } = await run(id);
    expect(end).toMatchObject({ kind: 'run.completed', output: 'awake' });
    const started = await harness.until('step.started', (one) => one.runId === runId);
    expect(end.at.getTime() - started.at.getTime()).toBeGreaterThanOrEqual(900);
    expect(harness.transitions.some((one) => one.kind === 'run.waiting' && one.runId === runId)).toBe(true);
  });

  test('waitForEvent takes the first event that matches', async () => {
    const { ids } = await harness.client.send({ name: 't/wait-matched', data: { id: 7 } });
    await harness.until('run.waiting', (one) => one.eventId === ids[0]);
    await harness.client.send([
      { name: 't/answer', data: { id: 6 } },
      { name: 't/answer', data: { id: 7, v: 'yes' } },
      { name: 't/answer', data: { id: 7, v: 'late' } },
    ]);
    const end = await harness.ended(ids[0]!, 'wait-matched');
    expect(end).toMatchObject({ kind: 'run.completed', output: { id: 7, v: 'yes' } });
  });

  test('waitForEvent gives null after its timeout', async () => {
    expect((await run('wait-timeout')).end).toMatchObject({ kind: 'run.completed', output: null });
  });

  test('invoke gives the result of the other function', async () => {
    expect((await run('invokee', { n: 1 })).end).toMatchObject({ kind: 'run.completed', output: 2 });
    const { end, runId } = await run('invoke');
    expect(end).toMatchObject({ kind: 'run.completed', output: 42 });
    const child = await harness.until('run.queued', (one) => one.parentRunId === runId);
    expect(child).toMatchObject({ functionId: 'invokee', eventName: 'inngest/function.invoked' });
  });

  test('invoke throws what the other function threw', async () => {
    const { end } = await run('invoke-fails');
    expect(end).toMatchObject({
      kind: 'run.completed',
      output: { caught: 'NonRetriableError', message: 'callee failed' },
    });
  });

  test('events sent by a step start their functions once each', async () => {
    const { end } = await run('send-event');
    const { ids } = end.output as { ids: string[] };
    const ends = await Promise.all(ids.map((id) => harness.ended(id, 'emitted')));
    expect(ends.map((one) => one.output)).toEqual([1, 2]);
  });

  test('cancelOn cancels the run whose event matches', async () => {
    const { ids } = await harness.client.send([
      { name: 't/cancelled', data: { id: 1 } },
      { name: 't/cancelled', data: { id: 2 } },
    ]);
    for (const id of ids) await harness.until('run.waiting', (one) => one.eventId === id);
    await harness.client.send({ name: 't/cancel', data: { id: 1 } });
    expect(await harness.ended(ids[0]!, 'cancelled')).toMatchObject({ kind: 'run.cancelled' });
    const { rows } = await harness.pool.query('select status from engine.run where id = $1', [
      runIdOf(ids[1]!, 'cancelled'),
    ]);
    expect(rows).toEqual([{ status: 'waiting' }]);
  });

  test('an idempotency key starts one run', async () => {
    await run('idempotent', { k: 'a' });
    const { ids } = await harness.client.send({ name: 't/idempotent', data: { k: 'a' } });
    const skipped = await harness.until('run.skipped', (one) => one.eventId === ids[0]);
    expect(skipped.reason).toContain('event.data.k = a');
    expect((await run('idempotent', { k: 'b' })).end.kind).toBe('run.completed');
  });

  test('an event id is accepted once', async () => {
    const id = 'dedup-1';
    await harness.client.send({ id, name: 't/deduped-event', data: {} });
    await harness.ended(id, 'deduped-event');
    await harness.client.send({ id, name: 't/deduped-event', data: {} });
    const queued = harness.transitions.filter((one) => one.kind === 'run.queued' && one.eventId === id);
    expect(queued).toHaveLength(1);
  });

  test("a trigger's condition that is false starts nothing and says so", async () => {
    const { ids } = await harness.client.send([
      { name: 't/conditional-trigger', data: { go: false } },
      { name: 't/conditional-trigger', data: { go: true } },
    ]);
    const skipped = await harness.until('run.skipped', (one) => one.eventId === ids[0]);
    expect(skipped.reason).toContain('event.data.go == true');
    expect(await harness.ended(ids[1]!, 'conditional-trigger')).toMatchObject({ output: 'ran' });
  });

  test('a limit of one runs one after the other', async () => {
    const runs = await Promise.all([1, 1, 1, 2].map((k) => run('concurrency-one', { k })));
    for (const { end, runId } of runs) {
      expect(end).toMatchObject({ kind: 'run.completed', output: 'done' });
      expect(timesRun(runId)).toEqual({ slow: 1 });
    }
  });

  test('branches go on by themselves', async () => {
    const { end, runId } = await run('nested-parallel-branches');
    expect(end).toMatchObject({ kind: 'run.completed', output: [2, 3] });
    expect(timesRun(runId)).toEqual({ a1: 1, a2: 1, b2: 1 });
    const names = stepsOf(runId).map((one) => 'name' in one && one.name);
    expect(names.indexOf('a2')).toBeLessThan(names.indexOf('b-nap'));
  });

  test('a function with an event and a cron', async () => {
    expect((await run('cron-and-event')).end).toMatchObject({ output: 't/cron-and-event' });
    const { rows } = await harness.pool.query('select function_id, next_at > now() as future from engine.cron');
    expect(rows).toEqual([{ function_id: 'cron-and-event', future: true }]);
    await harness.pool.query(`update engine.cron set next_at = now() - interval '3 days'`);
    const end = await harness.until('run.completed', (one) => one.eventName === 'inngest/scheduled.timer');
    expect(end).toMatchObject({ functionId: 'cron-and-event', output: 'inngest/scheduled.timer' });
    expect(end.event.data).toEqual({ cron: '0 9 * * 1,3,5' });
  });

  test('nothing is left behind', async () => {
    // A transition is told before its transaction is committed.
    const left = async () => {
      const { rows } = await harness.pool.query(
        `select (select count(*)::int from engine.queue_item) as items,
                (select count(*)::int from engine.timer t join engine.run r on r.id = t.run_id
                 where r.status not in ('queued', 'running', 'waiting')) as timers,
                (select count(*)::int from engine.wait) as waits`,
      );
      return rows[0];
    };
    await eventually(left).toEqual({ items: 0, timers: 0, waits: 0 });
    expect(harness.errors).toEqual([]);
  });
});
