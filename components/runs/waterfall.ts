import type { RunView, StepView } from '#lib/domain/views/run.ts';

/** Where a step's bar lies, in percent of the whole run. */
export interface Bar {
  step: StepView;
  left: number;
  width: number;
  milliseconds: number | null;
}

export interface Waterfall {
  /** Length of the axis in milliseconds; at least one. */
  total: number;
  bars: Bar[];
}

/** A bar is never thinner than this, so that a step of a millisecond in an hour can still be seen and pressed. */
export const MIN_WIDTH = 0.6;

/**
 * Lays the steps of a run on one axis: from the run's start (its queueing, where it has none) to its end, or to `now` (milliseconds
 * since the epoch) while it is under way. Steps outside of the run's own times widen the axis, they are never cut off.
 */
export function layOut(run: Pick<RunView, 'createdAt' | 'startedAt' | 'endedAt' | 'steps'>, now: number): Waterfall {
  const begun = run.steps.flatMap((step) => (step.startedAt ? [Date.parse(step.startedAt)] : []));
  const ended = run.steps.flatMap((step) => (step.endedAt ? [Date.parse(step.endedAt)] : []));
  const from = Math.min(Date.parse(run.startedAt ?? run.createdAt), ...begun);
  const to = Math.max(run.endedAt ? Date.parse(run.endedAt) : now, ...ended);
  const total = Math.max(1, to - from);
  const bars = run.steps.map((step): Bar => {
    if (!step.startedAt) return { step, left: 100, width: 0, milliseconds: null };
    const start = Date.parse(step.startedAt);
    const end = step.endedAt ? Date.parse(step.endedAt) : Math.max(start, to);
    const width = Math.min(100, Math.max(MIN_WIDTH, ((end - start) / total) * 100));
    const left = Math.min(100 - width, ((start - from) / total) * 100);
    return { step, left, width, milliseconds: Math.max(0, end - start) };
  });
  return { total, bars };
}
