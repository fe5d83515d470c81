import { expect, it } from 'vitest';
import { explainTimer } from './explain.ts';
import { type PolicyBook, SHIPPED_BOOK } from './policy.ts';
import { computeTimers, type SlaChange } from './timers.ts';

/** A moment, in minutes after Monday 08:00 in UTC. */
const t = (minutes: number) => new Date(Date.UTC(2026, 0, 12, 8) + minutes * 60_000);
const explained = (id: string, now: number, changes: SlaChange[], book: PolicyBook = SHIPPED_BOOK) => {
  const timer = computeTimers({ startedAt: t(0), changes }, book, t(now)).find((one) => one.id === id)!;
  return explainTimer(timer, t(now));
};
const opened: SlaChange = { at: t(0), kind: 'severity', from: null, to: 'medium' };

it('says each step, what had counted by then, and when it was due from then on', () => {
  const { steps, spans } = explained('resolve', 2000, [
    opened,
    { at: t(60), kind: 'severity', from: 'medium', to: 'high' },
    { at: t(100), kind: 'stage', from: 'new', to: 'on_hold' },
    { at: t(160), kind: 'stage', from: 'on_hold', to: 'in_progress' },
    { at: t(170), kind: 'vip', to: true },
    { at: t(180), kind: 'severity', from: 'high', to: 'low' },
    { at: t(1000), kind: 'stage', from: 'in_progress', to: 'resolved' },
  ]);
  expect(
    steps.map(({ at, text, elapsedSeconds, dueAt }) => [(+at - +t(0)) / 60_000, text, elapsedSeconds / 60, dueAt]),
  ).toEqual([
    [0, 'The first report arrived: “Medium” (version 1) promises 24 h from then on.', 0, t(1440)],
    [60, 'Severity was raised to high: “High” (version 1) promises 8 h from then on.', 60, t(540)],
    [100, 'The case went on hold: the time stands still.', 100, null],
    [160, 'The case left hold: the time runs on.', 100, t(600)],
    [170, 'The case became a VIP’s: “High” (version 1) promises 4 h from then on.', 110, t(410)],
    [180, 'Severity was lowered to low: “Low” (version 1) promises 36 h from the start.', 120, t(2220)],
    [1000, 'Done in time.', 940, t(2220)],
  ]);
  expect(spans.map(({ from, to, seconds }) => [from, to, seconds / 60])).toEqual([
    [t(0), t(60), 60],
    [t(60), t(100), 40],
    [t(160), t(170), 10],
    [t(170), t(180), 10],
    [t(180), t(1000), 820],
  ]);
});

it('names the earlier due time that stays', () => {
  const { steps } = explained('resolve', 1400, [opened, { at: t(1300), kind: 'severity', from: 'medium', to: 'high' }]);
  expect(steps.at(-1)).toMatchObject({
    what: 'kept',
    text: 'Severity was raised to high: “High” (version 1) promises 8 h from then on, and the earlier due time stays.',
    dueAt: t(1440),
  });
});

it('names the calendar, and counts its hours alone', () => {
  const hours = { zone: 'UTC', week: [{ day: 1, from: 540, to: 1020 }], holidays: [] };
  const book = { ...SHIPPED_BOOK, calendars: [{ ...SHIPPED_BOOK.calendars[0]!, id: 'office', name: 'Office', hours }] };
  const { steps, spans } = explained('acknowledge', 120, [opened], book);
  expect(steps[0]!.text).toBe(
    'The first report arrived: “Medium” (version 1) promises 4 h, counted in “Office” (version 1), from then on.',
  );
  expect(steps[0]!.dueAt).toEqual(t(300));
  expect(spans).toEqual([{ from: t(0), to: t(120), seconds: 3600, calendar: 'Office' }]);
});

it('tells of a breach and of what came after it', () => {
  const { steps } = explained('acknowledge', 999, [opened, { at: t(300), kind: 'acknowledged', by: 'person' }]);
  expect(steps.slice(1).map(({ at, text }) => [at, text])).toEqual([
    [t(240), 'The time was over before a person acknowledged the case.'],
    [t(300), 'Done late.'],
  ]);
});
