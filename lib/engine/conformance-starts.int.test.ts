import type { Inngest } from 'inngest';
import { expect, test } from 'vitest';
import { inBothModes, on, once } from './testing/both-modes.ts';

function functions(client: Inngest) {
  return [
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
    client.createFunction(
      { id: 'cron-and-event', triggers: [{ event: 't/cron-and-event' }, { cron: '0 9 * * 1,3,5' }] },
      async ({ event }) => event.name,
    ),
  ];
}

inBothModes(functions, (sdk) => {
  const { run, timesRun } = sdk;

  test('an idempotency key starts one run', async () => {
    await run('idempotent', { k: 'a' });
    const { ids } = await sdk.harness.client.send({ name: 't/idempotent', data: { k: 'a' } });
    const skipped = await sdk.harness.until('run.skipped', (one) => one.eventId === ids[0]);
    expect(skipped.reason).toContain('event.data.k = a');
    expect((await run('idempotent', { k: 'b' })).end.kind).toBe('run.completed');
  });

  test('an event id is accepted once', async () => {
    const id = 'dedup-1';
    await sdk.harness.client.send({ id, name: 't/deduped-event', data: {} });
    await sdk.harness.ended(id, 'deduped-event');
    await sdk.harness.client.send({ id, name: 't/deduped-event', data: {} });
    const queued = sdk.harness.transitions.filter((one) => one.kind === 'run.queued' && one.eventId === id);
    expect(queued).toHaveLength(1);
  });

  test("a trigger's condition that is false starts nothing and says so", async () => {
    const { ids } = await sdk.harness.client.send([
      { name: 't/conditional-trigger', data: { go: false } },
      { name: 't/conditional-trigger', data: { go: true } },
    ]);
    const skipped = await sdk.harness.until('run.skipped', (one) => one.eventId === ids[0]);
    expect(skipped.reason).toContain('event.data.go == true');
    expect(await sdk.harness.ended(ids[1]!, 'conditional-trigger')).toMatchObject({ output: 'ran' });
  });

  test('a limit of one runs one after the other', async () => {
    const runs = await Promise.all([1, 1, 1, 2].map((k) => run('concurrency-one', { k })));
    for (const { end, runId } of runs) {
      expect(end).toMatchObject({ kind: 'run.completed', output: 'done' });
      expect(timesRun(runId)).toEqual({ slow: 1 });
    }
  });

  test('a function with an event and a cron', async () => {
    expect((await run('cron-and-event')).end).toMatchObject({ output: 't/cron-and-event' });
    const { rows } = await sdk.harness.pool.query('select function_id, next_at > now() as future from engine.cron');
    expect(rows).toEqual([{ function_id: 'cron-and-event', future: true }]);
    await sdk.harness.pool.query(`update engine.cron set next_at = now() - interval '3 days'`);
    const end = await sdk.harness.until('run.completed', (one) => one.eventName === 'inngest/scheduled.timer');
    expect(end).toMatchObject({ functionId: 'cron-and-event', output: 'inngest/scheduled.timer' });
    expect(end.event.data).toEqual({ cron: '0 9 * * 1,3,5' });
  });
});
