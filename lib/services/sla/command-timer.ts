import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { outcomeOf, TIMER_COMMANDS, type TimerCommand } from '../../domain/sla/index.ts';
import type { CaseTimerView } from '../../domain/views/sla.ts';
import { authorizeFor, lockCase } from '../cases/fetch.ts';
import { touchCase } from '../cases/save.ts';
import { conflict, notFound } from '../errors.ts';
import { type Ctx, emit, transact, writeAudit, writeTimeline } from '../kernel/index.ts';
import { findTimer, freshTimer } from './find-timer.ts';
import type { TimerDetail } from './histories.ts';

export interface CommandTimerInput {
  key: string;
  timerId: string;
  command: string;
}

const SAID: Record<TimerCommand, string> = {
  start: 'Started',
  pause: 'Paused',
  resume: 'Resumed',
  reset: 'Reset',
  stop: 'Stopped',
};

/**
 * Starts, pauses, resumes, resets or stops a custom timer. What is so already stays and leaves no trace; what makes no sense is a
 * `conflict` that says why: all of it for a policy's timer.
 */
export async function commandTimer({ ctx, input }: { ctx: Ctx; input: CommandTimerInput }): Promise<CaseTimerView> {
  await authorizeFor(ctx, input.key, 'case.update');
  const command = TIMER_COMMANDS.find((known) => known === input.command);
  if (!command) throw notFound(`The command “${input.command}”`);
  return transact(ctx, `sla.command-timer.${input.timerId}.${command}`, async (tx) => {
    const of = await lockCase(tx, input.key, 'case.update');
    const timer = await findTimer(tx, of, input.timerId);
    const outcome = outcomeOf(timer, command, of.stage);
    if (outcome.kind === 'refused') throw conflict(outcome.reason);
    if (outcome.kind === 'nothing') return freshTimer(tx, of, timer.id);
    const detail: TimerDetail = { timer: timer.id, command };
    const summary = `${SAID[command]} the timer “${timer.name}”`;
    await writeTimeline(tx, { caseId: of.id, kind: 'timer', summary, detail });
    await touchCase(tx, of);
    const after = await freshTimer(tx, of, timer.id);
    await writeAudit(tx, {
      action: 'case.timer',
      entity: 'case',
      entityId: keyOf(of.number),
      diff: { [`timer ${timer.name}`]: { from: timer.status, to: `${after.status} (${command})` } },
    });
    await emit(
      tx,
      'case/updated',
      {
        key: keyOf(of.number),
        previous: { timer: timer.id, status: timer.status },
        current: { timer: timer.id, command, status: after.status },
        actor: refOf(tx.actor),
      },
      { caseId: of.id },
    );
    return after;
  });
}
