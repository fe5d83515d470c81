import { type Inngest, NonRetriableError } from 'inngest';
import { expect, test } from 'vitest';
import { runIdOf } from './index.ts';
import { inBothModes, on, once } from './testing/both-modes.ts';

const begun = new Map<string, number>();
/** When a run was at work first, however often it is called again. */
const firstAt = (runId: string) => {
  const at = begun.get(runId) ?? Date.now();
  begun.set(runId, at);
  return at;
};

function functions(client: Inngest) {
  const invokee = client.createFunction({ ...on('invokee') }, async ({ event, step, runId }) =>
    step.run('double', () => once(runId, 'double', Number((event.data as { n?: number }).n) * 2)),
  );
  const invokeeFails = client.createFunction({ ...on('invokee-fails'), retries: 0 }, async () => {
    throw new NonRetriableError('callee failed');
  });
  return [
    client.createFunction(on('sleep'), async ({ step, runId }) => {
      firstAt(runId);
      await step.sleep('nap', '1s');
      return 'awake';
    }),
    client.createFunction(on('sleep-until'), async ({ step, runId }) => {
      await step.sleepUntil('till', new Date(firstAt(runId) + 1_000));
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
  ];
}

inBothModes(functions, (sdk) => {
  const { run } = sdk;

  test.each(['sleep', 'sleep-until'])('%s wakes at its time, not before', async (id) => {
    const { end, runId } = await run(id);
    expect(end).toMatchObject({ kind: 'run.completed', output: 'awake' });
    expect(end.at.getTime() - firstAt(runId)).toBeGreaterThanOrEqual(1_000);
    expect(sdk.harness.transitions.some((one) => one.kind === 'run.waiting' && one.runId === runId)).toBe(true);
  });

  test('waitForEvent takes the first event that matches', async () => {
    const { ids } = await sdk.harness.client.send({ name: 't/wait-matched', data: { id: 7 } });
    await sdk.harness.until('run.waiting', (one) => one.eventId === ids[0]);
    await sdk.harness.client.send([
      { name: 't/answer', data: { id: 6 } },
      { name: 't/answer', data: { id: 7, v: 'yes' } },
      { name: 't/answer', data: { id: 7, v: 'late' } },
    ]);
    const end = await sdk.harness.ended(ids[0]!, 'wait-matched');
    expect(end).toMatchObject({ kind: 'run.completed', output: { id: 7, v: 'yes' } });
  });

  test('waitForEvent gives null after its timeout', async () => {
    expect((await run('wait-timeout')).end).toMatchObject({ kind: 'run.completed', output: null });
  });

  test('invoke gives the result of the other function', async () => {
    expect((await run('invokee', { n: 1 })).end).toMatchObject({ kind: 'run.completed', output: 2 });
    const { end, runId } = await run('invoke');
    expect(end).toMatchObject({ kind: 'run.completed', output: 42 });
    const child = await sdk.harness.until('run.queued', (one) => one.parentRunId === runId);
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
    const ends = await Promise.all(ids.map((id) => sdk.harness.ended(id, 'emitted')));
    expect(ends.map((one) => one.output)).toEqual([1, 2]);
  });

  test('cancelOn cancels the run whose event matches', async () => {
    const { ids } = await sdk.harness.client.send([
      { name: 't/cancelled', data: { id: 1 } },
      { name: 't/cancelled', data: { id: 2 } },
    ]);
    for (const id of ids) await sdk.harness.until('run.waiting', (one) => one.eventId === id);
    await sdk.harness.client.send({ name: 't/cancel', data: { id: 1 } });
    expect(await sdk.harness.ended(ids[0]!, 'cancelled')).toMatchObject({ kind: 'run.cancelled' });
    const { rows } = await sdk.harness.pool.query('select status from engine.run where id = $1', [
      runIdOf(ids[1]!, 'cancelled'),
    ]);
    expect(rows).toEqual([{ status: 'waiting' }]);
  });
});
