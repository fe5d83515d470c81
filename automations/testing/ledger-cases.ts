import './environment.ts';
import { asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { until } from '#e2e/support/until.ts';
import { wizIssueBody } from '#e2e/vendors/wiz-bodies.ts';
import { runSteps } from '#lib/db/schema/index.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { pressAction } from '#lib/services/cases/press.ts';
import { getDelivery } from '#lib/services/deliveries/get.ts';
import { rowOf } from '#lib/services/testing/reads.ts';
import { inngest } from '../client.ts';
import { adminCtx, openSettled } from './cases.ts';
import { type Machine, runsOf, testMachine } from './harness.ts';
import { mapping } from './stoppable-mapping.ts';

/** A workflow that waits in every way, in the place of a shipped one. */
const waiting = inngest.createFunction(
  { id: 'advance-runbook', triggers: [{ event: 'case/quick_action.pressed' }] },
  async ({ step }) => {
    await step.run('Before', () => 1);
    await step.sleep('Sleep a little', '1s');
    const answer = await step.waitForEvent('Wait for an answer', { event: 'test/never.sent', timeout: '1h' });
    return { answer };
  },
);

async function ledgerOf(machine: Machine, where: Parameters<typeof runsOf>[1]) {
  const rows = await runsOf(machine, where);
  return Promise.all(
    rows.map(async ({ id, automation, status, reason, output, error, startedAt, endedAt }) => {
      const steps = await machine.db
        .select()
        .from(runSteps)
        .where(eq(runSteps.runId, id))
        .orderBy(asc(runSteps.position));
      const inOrder = startedAt !== null && endedAt !== null && startedAt <= endedAt;
      const told = steps.map((step) => [step.name, step.op, step.status, step.attempt, step.error?.message ?? null]);
      return { automation, status, reason, output, error, inOrder, steps: told };
    }),
  );
}

const done = (name: string, op = 'StepRun') => [name, op, 'completed', 0, null];

/** The ledger of both kinds of engine, which must be the same. */
export function testLedger(): void {
  const machine = testMachine({ instead: [waiting] });

  test('runs, their steps and what came of them', async () => {
    const { deliveryId } = await machine.deliver('wiz', wizIssueBody(1, { issue: { severity: 'HIGH' } }));
    await machine.settled();
    const [key] = (await getDelivery({ ctx: adminCtx(machine), input: { id: deliveryId } })).cases;
    const { id: caseId } = await rowOf(machine.db, key!);
    const ended = { status: 'completed', reason: null, error: null, inOrder: true };
    const told = await ledgerOf(machine, { caseId });
    // Others hear of the same events; what they do is said in their own tests.
    const ours = told.filter(({ automation }) => ['wiz-incident', 'route-by-severity'].includes(automation));
    expect(ours).toEqual([
      {
        ...ended,
        automation: 'wiz-incident',
        output: { case: key, did: 'opened', summary: expect.any(String) },
        steps: [
          done('Read settings'),
          done('Transform by the mapping'),
          done('Open or update the case'),
          done('Fetch the whole issue from Wiz'),
          done('Leave a summary'),
        ],
      },
      {
        ...ended,
        automation: 'route-by-severity',
        output: expect.objectContaining({ case: key }),
        steps: [
          done('Read settings'),
          done('Look at the case'),
          done('See who has it first'),
          done('See who draws'),
          done('Triage and assign'),
          done('Leave a summary'),
        ],
      },
    ]);
  });

  test('a run that is skipped says why, and its end does not hide that', async () => {
    const admin = adminCtx(machine);
    await updateAutomation({ ctx: admin, input: { id: 'generic-alert', patch: { enabled: false } } });
    const { deliveryId } = await machine.deliver('generic/acme', { id: 'off', title: 'Off', severity: 'low' });
    await machine.settled();
    await updateAutomation({ ctx: admin, input: { id: 'generic-alert', patch: { enabled: true } } });
    expect(await ledgerOf(machine, { deliveryId })).toMatchObject([
      { status: 'skipped', reason: expect.stringContaining('switched off'), error: null },
    ]);
  });

  test('a run that fails after all tries', async () => {
    mapping.instead = () => Promise.reject(new Error('no sandbox'));
    const { deliveryId } = await machine.deliver('generic/acme', { id: 'bad', title: 'Bad', severity: 'low' });
    await machine.settled();
    mapping.instead = null;
    expect(await ledgerOf(machine, { deliveryId })).toMatchObject([
      {
        status: 'failed',
        inOrder: true,
        error: { message: 'no sandbox' },
        steps: [done('Read settings'), ['Transform by the mapping', 'StepFailed', 'failed', 4, 'no sandbox']],
      },
    ]);
    await expect
      .poll(async () => (await getDelivery({ ctx: adminCtx(machine), input: { id: deliveryId } })).outcome)
      .toBe('quarantined');
    // What follows the failure is no run of the ledger.
    expect(await runsOf(machine, { deliveryId })).toHaveLength(1);
  });

  test('a run that is cancelled while it works', async () => {
    const entered = Promise.withResolvers<void>();
    const held = Promise.withResolvers<never>();
    mapping.instead = () => {
      entered.resolve();
      return held.promise;
    };
    const { deliveryId } = await machine.deliver('generic/acme', { id: 'stop', title: 'Stop', severity: 'low' });
    await entered.promise;
    const engineRunId = await until('the ledger knows the run', async () => {
      const [run] = await runsOf(machine, { deliveryId });
      return run?.engineRunId;
    });
    await machine.engine.cancel(engineRunId);
    await machine.settled();
    mapping.instead = null;
    held.reject(new Error('too late'));
    expect(await ledgerOf(machine, { deliveryId })).toMatchObject([{ status: 'cancelled', inOrder: true }]);
  });

  test('waiting steps, with what the run waits for meanwhile', async () => {
    const { key } = await openSettled(machine);
    const { runId } = await pressAction({ ctx: adminCtx(machine), input: { key, action: 'advance-runbook' } });
    const { id: caseId } = await rowOf(machine.db, key);
    const ours = async () => (await runsOf(machine, { caseId })).find(({ id }) => id === runId)!;
    await expect.poll(async () => (await ours()).reason).toBe('Waits in the step “Wait for an answer”.');
    expect((await ours()).status).toBe('waiting');
    await machine.db.execute('update engine.timer set at = now()');
    await machine.settled();
    const [told] = (await ledgerOf(machine, { caseId })).filter(({ automation }) => automation === 'advance-runbook');
    expect(told).toMatchObject({
      status: 'completed',
      reason: null,
      output: { answer: null },
      steps: [done('Before'), done('Sleep a little', 'Sleep'), done('Wait for an answer', 'WaitForEvent')],
    });
  });
}
