import { expect, test } from 'vitest';
import { fold } from './fold.ts';
import type { Transition } from './transition.ts';

const at = (second: number) => new Date(Date.UTC(2026, 2, 1, 0, 0, second));
const of = { functionId: 'wiz-incident', eventId: 'e', eventName: 'wiz/issue.received' };
const run = (kind: string, second: number, more = {}) =>
  ({ kind, runId: 'r', at: at(second), ...of, ...more }) as Transition;
const step = (kind: string, second: number, more = {}) =>
  ({
    kind,
    runId: 'r',
    at: at(second),
    stepId: 's',
    name: 'Open',
    op: 'StepRun',
    attempt: 0,
    ...of,
    ...more,
  }) as Transition;

test('a whole run in one batch is one change', () => {
  const { queued, runs } = fold([
    run('run.queued', 1),
    run('run.started', 2),
    run('run.completed', 5, { output: { a: 1 } }),
  ]);
  expect(queued).toHaveLength(1);
  expect(runs).toMatchObject([{ status: 'completed', startedAt: at(2), endedAt: at(5), output: { a: 1 } }]);
});

test('what has ended in the batch stays ended', () => {
  const error = { name: 'E', message: 'm' };
  const { runs, steps } = fold([
    run('run.failed', 1, { error }),
    run('run.started', 2),
    step('step.completed', 1, { output: 1 }),
    step('step.started', 2),
  ]);
  expect(runs).toMatchObject([{ status: 'failed', error }]);
  expect(steps).toMatchObject([{ status: 'completed', output: 1 }]);
});

test('a step that is tried again keeps its first start', () => {
  const { steps } = fold([
    step('step.started', 1),
    step('step.retrying', 2, { attempt: 0, retryAt: at(9), error: { name: 'E', message: 'm' } }),
    step('step.started', 9, { attempt: 1 }),
  ]);
  expect(steps).toMatchObject([{ status: 'running', attempt: 1, startedAt: at(1), endedAt: null, error: null }]);
});

test.each(['Sleep', 'WaitForEvent', 'InvokeFunction'])('a planned %s waits, and the run says in what', (op) => {
  const { runs, steps } = fold([step('step.started', 1, { op, name: 'Wait for approval' }), run('run.waiting', 1)]);
  expect(steps[0]!.status).toBe('waiting');
  expect(runs[0]).toMatchObject({ status: 'waiting', reason: 'Waits in the step “Wait for approval”.', endedAt: null });
});

test('runs and steps are kept apart', () => {
  const { runs, steps, skips } = fold([
    run('run.started', 1),
    run('run.started', 1, { runId: 'other' }),
    step('step.started', 1),
    step('step.started', 1, { stepId: 't' }),
    step('step.started', 1, { runId: 'other' }),
    { kind: 'run.skipped', reason: 'x', at: at(1), ...of },
  ]);
  expect([runs.length, steps.length, skips.length]).toEqual([2, 3, 1]);
});
