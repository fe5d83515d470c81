import { type Inngest, NonRetriableError, RetryAfterError } from 'inngest';
import { expect, test } from 'vitest';
import { inBothModes, on, once } from './testing/both-modes.ts';

function functions(client: Inngest) {
  const failed = new Set<string>();
  const firstTime = (runId: string) => !failed.has(runId) && failed.add(runId);
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
  ];
}

inBothModes(functions, (sdk) => {
  const { attemptsOf, callsOf, run, stepsOf, timesRun } = sdk;

  test('a result ends the run in one call', async () => {
    const { end, runId, eventId } = await run('returns');
    expect(end).toMatchObject({ kind: 'run.completed', runId, eventId, output: { ok: true }, eventName: 't/returns' });
    expect(callsOf(runId)).toHaveLength(1);
    expect(
      sdk.harness.transitions.filter((one) => 'runId' in one && one.runId === runId).map((one) => one.kind),
    ).toEqual(['run.queued', 'run.started', 'run.completed']);
  });

  test('serial steps: a call each, or one call with a checkpoint each', async () => {
    const { end, runId } = await run('two-serial-steps');
    expect(end).toMatchObject({ kind: 'run.completed', output: 3 });
    expect(callsOf(runId)).toHaveLength(sdk.checkpointing ? 1 : 3);
    const checkpoints = sdk.harness.checkpoints.filter((one) => one.runId === runId);
    expect(checkpoints.map((one) => one.steps)).toEqual(sdk.checkpointing ? [['a'], ['b']] : []);
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
    const started = sdk.harness.transitions.filter((one) => one.kind === 'step.started' && one.runId === runId);
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
    const end = await sdk.harness.until('run.completed', (one) => one.functionId === 'on-failure-failure');
    expect(end).toMatchObject({
      eventName: 'inngest/function.failed',
      output: { original: 't/on-failure', error: 'fatal' },
    });
  });

  test('branches go on by themselves', async () => {
    const { end, runId } = await run('nested-parallel-branches');
    expect(end).toMatchObject({ kind: 'run.completed', output: [2, 3] });
    expect(timesRun(runId)).toEqual({ a1: 1, a2: 1, b2: 1 });
    const names = stepsOf(runId).map((one) => 'name' in one && one.name);
    expect(names.indexOf('a2')).toBeLessThan(names.indexOf('b-nap'));
  });
});
