import type { Inngest, InngestFunction } from 'inngest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/database.ts';
import { type RunTransition, runIdOf } from '../index.ts';
import { eventually } from './eventually.ts';
import { type Harness, type RecordedCall, startHarness } from './harness.ts';

/** How often each step of each run was executed: once, whatever the engine does. */
const executions = new Map<string, number>();

/** What a step does: answers the value, and counts that it was executed. */
export const once = <Value>(runId: string, step: string, value: Value): Value => {
  executions.set(`${runId} ${step}`, (executions.get(`${runId} ${step}`) ?? 0) + 1);
  return value;
};

/** Options of a function that its own event starts. */
export const on = (id: string) => ({ id, retries: 1 as const, triggers: [{ event: `t/${id}` }] });

/** What the tests of one mode ask of engine and functions. Read `harness` inside of a test. */
export interface Sdk {
  readonly harness: Harness;
  checkpointing: boolean;
  /** Sends the event of a function and waits for the end of its run. */
  run(id: string, data?: Record<string, unknown>): Promise<{ eventId: string; runId: string; end: RunTransition }>;
  callsOf(runId: string): RecordedCall[];
  attemptsOf(runId: string): number[];
  /** Of the run's steps all but their starts. */
  stepsOf(runId: string): Harness['transitions'];
  /** How often each step was executed. */
  timesRun(runId: string): Record<string, number>;
}

/** The same tests in both modes of the SDK, each with an engine and a database of its own, which they have to leave empty. */
export function inBothModes(functions: (client: Inngest) => InngestFunction.Any[], tests: (sdk: Sdk) => void): void {
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

    const callsOf = (runId: string) => harness.calls.filter((call) => call.runId === runId);
    tests({
      get harness() {
        return harness;
      },
      checkpointing,
      async run(id, data = {}) {
        const { ids } = await harness.client.send({ name: `t/${id}`, data });
        return { eventId: ids[0]!, end: await harness.ended(ids[0]!, id), runId: runIdOf(ids[0]!, id) };
      },
      callsOf,
      attemptsOf: (runId) => callsOf(runId).map((call) => call.attempt),
      stepsOf: (runId) =>
        harness.transitions.filter((one) => 'stepId' in one && one.runId === runId && one.kind !== 'step.started'),
      timesRun: (runId) =>
        Object.fromEntries(
          [...executions].filter(([key]) => key.startsWith(runId)).map(([key, n]) => [key.slice(27), n]),
        ),
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
}
