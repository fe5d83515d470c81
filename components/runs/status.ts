import { withoutBidi } from '#components/ui/bidi.ts';
import type { Tone } from '#components/ui/tone.ts';
import type { RunListItem, StepView } from '#lib/domain/views/run.ts';

export type RunStatus = RunListItem['status'];

const ENDED: ReadonlySet<RunStatus> = new Set(['completed', 'failed', 'cancelled', 'skipped']);

/** True when a run will not change by itself any more. */
export function isEnded(status: RunStatus): boolean {
  return ENDED.has(status);
}

export const RUN_WORDS: Record<RunStatus, { word: string; tone: Tone }> = {
  queued: { word: 'Queued', tone: 'plain' },
  running: { word: 'Running', tone: 'accent' },
  waiting: { word: 'Waiting', tone: 'medium' },
  completed: { word: 'Completed', tone: 'ok' },
  failed: { word: 'Failed', tone: 'critical' },
  cancelled: { word: 'Cancelled', tone: 'plain' },
  skipped: { word: 'Not run', tone: 'plain' },
};

export const STEP_WORDS: Record<StepView['status'], { word: string; tone: Tone }> = {
  running: { word: 'Running', tone: 'accent' },
  completed: { word: 'Completed', tone: 'ok' },
  failed: { word: 'Failed', tone: 'critical' },
  retrying: { word: 'Retrying', tone: 'medium' },
  waiting: { word: 'Waiting', tone: 'medium' },
};

/** Milliseconds from `from` to `to`; what has not ended lasts until `now`. Null for what has not begun. */
export function elapsed(from: string | null, to: string | null, now: number): number | null {
  if (from === null) return null;
  return Math.max(0, (to === null ? now : Date.parse(to)) - Date.parse(from));
}

/** The one sentence that explains a run that did not simply complete: why it was not run, what it waits for, how it failed. */
export function explanationOf(run: Pick<RunListItem, 'status' | 'reason' | 'error'>): string | null {
  const told = run.error?.message ?? run.reason;
  if (!told) return run.status === 'skipped' ? 'Not run.' : null;
  // Errors quote vendors. And who names a reason may have begun with the words that the ledger begins with.
  return withoutBidi(told).replace(/^(?:not run because\s+){2,}/i, 'Not run because ');
}

/** Tries of a step so far: its first attempt has the number 0. */
export function triesOf(step: Pick<StepView, 'attempt'>): number {
  return step.attempt + 1;
}
