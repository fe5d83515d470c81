import { z } from 'zod';
import type { Stage } from '../case-state.ts';
import { MomentText } from '../moment.ts';
import { TIMER_COMMANDS, type Timer, type TimerCommand } from './timers.ts';

/** Body of POST cases/{key}/timers. */
export const NewTimer = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** 0: a stopwatch. */
  targetSeconds: z
    .number()
    .int()
    .min(0)
    .max(366 * 24 * 3600),
  /** Now, where nothing is said; never later, and at most a year before the case began. */
  startedAt: MomentText.optional(),
});
export type NewTimer = z.infer<typeof NewTimer>;

/** What a command would do to a timer: something, nothing (it is so already), or why it makes no sense. */
export type CommandOutcome = { kind: 'does' } | { kind: 'nothing' } | { kind: 'refused'; reason: string };

/** As much of a timer as decides: the rules' own, or one as the API shows it. */
interface Commanded extends Pick<Timer, 'metric' | 'name' | 'over'> {
  breachedAt: Date | string | null;
  pausedSince: Date | string | null;
}

const POLICY_REFUSALS: Record<TimerCommand, string> = {
  start: 'A policy’s timer starts with the case, and again when it is reopened.',
  pause: 'A policy’s timer is paused by putting the case on hold, with a reason and a wake date.',
  resume: 'A policy’s timer runs on when the case leaves hold.',
  reset: 'A policy’s timer cannot be reset: what was promised stays promised.',
  stop: 'A policy’s timer stops when the case is acknowledged or resolved, not by hand.',
};

/** Says what a command would do to a timer of a case in a stage. A command that is done already does nothing, so that it can be repeated. */
export function outcomeOf(timer: Commanded, command: TimerCommand, stage: Stage): CommandOutcome {
  const refused = (reason: string): CommandOutcome => ({ kind: 'refused', reason });
  if (timer.metric !== 'custom') return refused(POLICY_REFUSALS[command]);
  if (command === 'stop') return timer.over ? { kind: 'nothing' } : { kind: 'does' };
  if (stage === 'resolved' || stage === 'closed')
    return refused(`The case is ${stage}, which stopped its timers. Reopen it first.`);
  const name = `“${timer.name}”`;
  if (timer.breachedAt && (command === 'start' || command === 'reset'))
    return refused(`${name} ran out, and a breach stays on record. Add another timer.`);
  switch (command) {
    case 'start':
      if (timer.over) return { kind: 'does' };
      return timer.pausedSince ? refused(`${name} is paused: resume it.`) : { kind: 'nothing' };
    case 'reset':
      return timer.over ? refused(`${name} is stopped: start it, then it begins from zero.`) : { kind: 'does' };
    case 'pause':
      if (timer.over) return refused(`${name} is stopped: there is nothing to pause.`);
      return timer.pausedSince ? { kind: 'nothing' } : { kind: 'does' };
    case 'resume':
      if (timer.over) return refused(`${name} is stopped: start it, then it begins from zero.`);
      return timer.pausedSince ? { kind: 'does' } : { kind: 'nothing' };
  }
}

/** The commands that would do something now: what the page offers. */
export function offeredCommands(timer: Commanded, stage: Stage): TimerCommand[] {
  return TIMER_COMMANDS.filter((command) => outcomeOf(timer, command, stage).kind === 'does');
}
