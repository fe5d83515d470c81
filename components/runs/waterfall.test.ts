import { describe, expect, it } from 'vitest';
import type { StepView } from '#lib/domain/views/run.ts';
import { layOut, MIN_WIDTH } from './waterfall.ts';

const at = (ms: number) => new Date(Date.UTC(2026, 2, 1) + ms).toISOString();
const step = (id: string, from: number | null, to: number | null): StepView => ({
  id,
  name: id,
  op: 'StepRun',
  status: to === null ? 'running' : 'completed',
  attempt: 1,
  startedAt: from === null ? null : at(from),
  endedAt: to === null ? null : at(to),
  retryAt: null,
  error: null,
});
const run = (steps: StepView[], ended: number | null = 1000) => ({
  createdAt: at(-50),
  startedAt: at(0),
  endedAt: ended === null ? null : at(ended),
  steps,
});

describe('layOut', () => {
  it('places each step by its own times', () => {
    const { total, bars } = layOut(run([step('a', 0, 250), step('b', 250, 1000)]), 0);
    expect(total).toBe(1000);
    expect(bars.map(({ left, width }) => [left, width])).toEqual([
      [0, 25],
      [25, 75],
    ]);
  });

  it('lets an open step grow until now', () => {
    const { bars } = layOut(run([step('a', 500, null)], null), Date.parse(at(2000)));
    expect(bars[0]).toMatchObject({ left: 25, width: 75, milliseconds: 1500 });
  });

  it('keeps a very short step visible and inside of the axis', () => {
    const { bars } = layOut(run([step('a', 1000, 1000)]), 0);
    expect(bars[0]?.width).toBe(MIN_WIDTH);
    expect(bars[0]!.left + bars[0]!.width).toBeLessThanOrEqual(100);
  });

  it('widens the axis for a step that ended after its run', () => {
    expect(layOut(run([step('a', 0, 3000)]), 0).total).toBe(3000);
  });

  it('draws nothing for a step that has not begun', () => {
    expect(layOut(run([step('a', null, null)]), 0).bars[0]).toMatchObject({ width: 0, milliseconds: null });
  });

  it('has an axis for a run of no length', () => {
    expect(layOut(run([], 0), 0)).toEqual({ total: 1, bars: [] });
  });
});
