import { expect, test } from 'vitest';
import { pressAction } from '#lib/services/cases/press.ts';
import { updateTask } from '#lib/services/tasks/update.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { adminCtx, openSettled, readCase } from './testing/cases.ts';
import { runsOf, testMachine } from './testing/harness.ts';

const machine = testMachine();

const press = (key: string) =>
  pressAction({ ctx: adminCtx(machine), input: { key, action: 'advance-runbook', body: {} } });

test('one press, one run, one phase', async () => {
  const { key, runbook } = await openSettled(machine, { category: 'Cloud', source: 'wiz' });
  const { runId } = await press(key);
  await machine.settled();
  const view = await readCase(machine, key);
  expect(view.runbook!.phase).toBe(runbook!.phases[1]!.key);
  const runs = await runsOf(machine, { caseId: (await rowOf(machine.db, key)).id });
  expect(runs.filter((run) => run.automation === 'advance-runbook')).toMatchObject([
    { id: runId, status: 'completed' },
  ]);
  const phases = (await timelineOf(machine.db, key)).filter((entry) => entry.kind === 'phase');
  expect(phases).toMatchObject([{ runId, detail: { to: runbook!.phases[1]!.key } }]);
});

test('two presses at once advance once; the second run says why it did nothing', async () => {
  const { key, runbook } = await openSettled(machine);
  const pressed = await Promise.all([press(key), press(key)]);
  await machine.settled();
  expect((await readCase(machine, key)).runbook!.phase).toBe(runbook!.phases[1]!.key);
  const runs = await runsOf(machine, { caseId: (await rowOf(machine.db, key)).id });
  const ours = runs.filter((run) => pressed.some(({ runId }) => runId === run.id));
  expect(ours.map((run) => run.status).sort()).toEqual(['completed', 'skipped']);
  expect(ours.find((run) => run.status === 'skipped')!.reason).toContain('another press has moved it on');
});

test('goes through all phases, doing what is mandatory, and is refused at the last', async () => {
  const { key, runbook } = await openSettled(machine);
  for (const phase of runbook!.phases.slice(1)) {
    const before = await readCase(machine, key);
    const open = before.tasks.filter((task) => task.phase === before.runbook!.phase && task.mandatory && !task.doneAt);
    if (open.length > 0) await expect(press(key)).rejects.toMatchObject({ code: 'conflict' });
    for (const task of open)
      await updateTask({ ctx: adminCtx(machine), input: { key, taskId: task.id, patch: { done: true } } });
    await press(key);
    await machine.settled();
    expect((await readCase(machine, key)).runbook!.phase).toBe(phase.key);
  }
  await expect(press(key)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/last phase|mandatory/),
  });
});

test('a replay of the run does nothing twice', async () => {
  const { key, runbook } = await openSettled(machine);
  const { runId } = await press(key);
  await machine.settled();
  const [run] = (await runsOf(machine, { caseId: (await rowOf(machine.db, key)).id })).filter(
    (one) => one.id === runId,
  );
  await machine.engine.replay(run!.engineRunId!);
  await machine.settled();
  const view = await readCase(machine, key);
  expect(view.runbook!.phase).toBe(runbook!.phases[1]!.key);
  const entries = await timelineOf(machine.db, key);
  expect(entries.filter((entry) => entry.kind === 'phase')).toHaveLength(1);
  expect(entries.filter((entry) => entry.kind === 'summary' && entry.runId === runId)).toHaveLength(1);
});
