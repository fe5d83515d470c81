import { DEFAULT_AT_RISK } from '#lib/domain/sla/policy.ts';
import type { TimerCommand } from '#lib/domain/sla/timers.ts';
import type { TimerView } from '#lib/domain/views/case.ts';

/**
 * The timers of a case as they will be once a command to a custom one of them was followed at `now` (milliseconds): what the page shows until
 * the server has answered. The command must be one that is offered; a custom timer counts around the clock.
 */
export function commanded(timers: readonly TimerView[], id: string, command: TimerCommand, now: number): TimerView[] {
  const after = timers.map((timer) => (timer.id === id ? obeyed(timer, command, now) : timer));
  const lead = leadOf(after);
  return after.map((timer) => ({ ...timer, lead: timer === lead }));
}

function obeyed(timer: TimerView, command: TimerCommand, now: number): TimerView {
  const counted = elapsedOf(timer, now);
  const away = (now - Date.parse(timer.startedAt)) / 1000 - counted;
  const paused = timer.pausedSince !== null;
  const since = { elapsedSeconds: Math.round(counted), pausedSeconds: Math.round(away) };
  switch (command) {
    case 'pause':
      if (isLate(timer, now)) return { ...timer, ...since, ...broken(timer), pausedSince: iso(now) };
      return { ...timer, ...since, status: 'paused', pausedSince: iso(now), ...RESTING };
    case 'resume':
      if (timer.status !== 'paused') return { ...timer, ...since, pausedSince: null };
      return running({ ...timer, ...since, pausedSince: null }, counted, now);
    case 'stop': {
      const ended = { ...since, pausedSince: null, atRisk: false, over: true, completedAt: iso(now) };
      if (isLate(timer, now)) return { ...timer, ...ended, ...broken(timer) };
      return { ...timer, ...ended, ...(paused && dueOf(timer, counted, now)), status: 'stopped' };
    }
    case 'start':
    case 'reset': {
      const begun = { startedAt: iso(now), elapsedSeconds: 0, pausedSeconds: 0, completedAt: null, over: false };
      if (command === 'reset' && paused)
        return { ...timer, ...begun, status: 'paused', pausedSince: iso(now), ...RESTING };
      return running({ ...timer, ...begun, pausedSince: null }, 0, now);
    }
  }
}

/** Seconds that count until now. Those of a timer that rests are in the server’s last answer. */
function elapsedOf({ over, pausedSince, elapsedSeconds, startedAt, pausedSeconds }: TimerView, now: number): number {
  return over || pausedSince !== null ? elapsedSeconds : (now - Date.parse(startedAt)) / 1000 - pausedSeconds;
}

const isLate = ({ status, dueAt }: TimerView, now: number) =>
  status === 'breached' || (status === 'running' && dueAt !== null && Date.parse(dueAt) <= now);

/** A breach stays one, and was at the due time. */
const broken = ({ breachedAt, dueAt }: TimerView) => ({
  status: 'breached' as const,
  breachedAt: breachedAt ?? dueAt,
  atRisk: false,
});

function running(timer: TimerView, counted: number, now: number): TimerView {
  const due = dueOf(timer, counted, now);
  return { ...timer, ...due, status: 'running', atRisk: due.atRiskAt !== null && Date.parse(due.atRiskAt) <= now };
}

/** Nobody knows when what rests is due. */
const RESTING = { dueAt: null, atRiskAt: null, atRisk: false };

/** When what goes on now is due, and at risk. */
function dueOf({ targetSeconds }: TimerView, counted: number, now: number) {
  if (targetSeconds === 0) return { dueAt: null, atRiskAt: null };
  const left = targetSeconds - counted;
  const safe = Math.max(0, left - targetSeconds * (1 - DEFAULT_AT_RISK));
  return { dueAt: iso(now + left * 1000), atRiskAt: iso(now + safe * 1000) };
}

/** The earliest due that still waits to be kept, then what is paused: as the server chooses. */
function leadOf(timers: readonly TimerView[]): TimerView | undefined {
  const open = timers.filter(({ over, targetSeconds }) => !over && targetSeconds > 0);
  const due = open.filter(({ dueAt }) => dueAt !== null).sort((a, b) => Date.parse(a.dueAt!) - Date.parse(b.dueAt!));
  return due[0] ?? open.find(({ lead }) => lead) ?? open[0];
}

const iso = (at: number) => new Date(Math.round(at)).toISOString();
