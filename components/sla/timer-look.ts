import type { TimerView } from '#lib/domain/views/case.ts';
import { formatCountdown, formatDuration } from '../ui/duration.ts';
import type { Tone } from '../ui/tone.ts';

/** How a timer is drawn at a moment. */
export interface TimerLook {
  tone: Tone;
  /** As short as it gets: `1 h 12 min`, `02:04`, `−18 min`, `paused`. */
  short: string;
  /** The same as words: `1 h 12 min left`, `met in 15 min`. */
  long: string;
  /** How much of the target is used, 0 to 1: how far the ring is drawn. */
  used: number;
}

/** Below this each second counts, and is shown. */
const COUNTDOWN_SECONDS = 600;
/** A timer at `now` (milliseconds). Between two answers of the server the time goes on, so a running timer turns at risk and late by itself. */
export function timerLook(timer: TimerView, now: number): TimerLook {
  const took = formatDuration(timer.elapsedSeconds);
  if (timer.status === 'paused') return { tone: 'plain', short: 'paused', long: 'paused', used: 0 };
  if (timer.status === 'stopped') {
    const long = timer.completedAt ? `stopped after ${took}` : 'stopped';
    return { tone: 'plain', short: 'stopped', long, used: 0 };
  }
  if (timer.status === 'met') return { tone: 'ok', short: 'met', long: `met in ${took}`, used: 1 };
  if (timer.completedAt && timer.dueAt) {
    const late = formatDuration((Date.parse(timer.completedAt) - Date.parse(timer.dueAt)) / 1000);
    return { tone: 'critical', short: 'late', long: `done ${late} late`, used: 1 };
  }
  if (timer.over) return { tone: 'critical', short: 'late', long: 'ran out', used: 1 };
  if (timer.pausedSince) return { tone: 'critical', short: 'paused', long: 'ran out, paused', used: 1 };
  if (timer.targetSeconds === 0 || !timer.dueAt) {
    const text = formatDuration((now - Date.parse(timer.startedAt)) / 1000 - timer.pausedSeconds);
    return { tone: 'plain', short: text, long: `${text} so far`, used: 0 };
  }
  const left = (Date.parse(timer.dueAt) - now) / 1000;
  if (left <= 0) {
    const late = formatDuration(-left);
    return { tone: 'critical', short: `−${late}`, long: `${late} over`, used: 1 };
  }
  // By office hours more time is left than counts: what had counted when the server answered is then the better share.
  const used = Math.min(1, Math.max(0, timer.elapsedSeconds / timer.targetSeconds, 1 - left / timer.targetSeconds));
  const short = left < COUNTDOWN_SECONDS ? formatCountdown(left) : formatDuration(left);
  const atRisk = timer.atRisk || (timer.atRiskAt !== null && Date.parse(timer.atRiskAt) <= now);
  return { tone: atRisk ? 'medium' : 'ok', short, long: `${short} left`, used };
}

/** The timer that a row and the head of a case show: the leading one, else what is late, else the last that ended. */
export function leadOf(timers: readonly TimerView[]): TimerView | undefined {
  return timers.find((timer) => timer.lead) ?? timers.find((timer) => timer.status === 'breached') ?? timers.at(-1);
}
