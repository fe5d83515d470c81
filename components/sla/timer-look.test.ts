import { expect, test } from 'vitest';
import type { TimerView } from '#lib/domain/views/case.ts';
import { leadOf, timerLook } from './timer-look.ts';

const START = Date.parse('2026-03-02T08:00:00Z');
const at = (minutes: number) => new Date(START + minutes * 60_000).toISOString();
const timer = (over: Partial<TimerView> = {}): TimerView => ({
  id: 'resolve',
  metric: 'resolve',
  name: 'Time to resolve',
  status: 'running',
  atRisk: false,
  targetSeconds: 4 * 3600,
  startedAt: at(0),
  dueAt: at(240),
  atRiskAt: at(192),
  pausedSeconds: 0,
  completedAt: null,
  lead: true,
  over: false,
  pausedSince: null,
  elapsedSeconds: 0,
  breachedAt: null,
  breachReason: null,
  ...over,
});

test.each([
  ['runs', {}, 60, 'ok', '3 h', '3 h left', 0.25],
  ['comes to the threshold by itself', {}, 200, 'medium', '40 min', '40 min left', 200 / 240],
  [
    'comes to the threshold of its own policy',
    { atRiskAt: at(120) },
    130,
    'medium',
    '1 h 50 min',
    '1 h 50 min left',
    130 / 240,
  ],
  ['is not at its own policy’s threshold yet', { atRiskAt: at(228) }, 225, 'ok', '15 min', '15 min left', 225 / 240],
  ['is at risk because the server says so', { atRisk: true }, 60, 'medium', '3 h', '3 h left', 0.25],
  ['counts seconds at the end', {}, 238, 'medium', '02:00', '02:00 left', 238 / 240],
  ['gets late by itself', {}, 258, 'critical', '−18 min', '18 min over', 1],
  ['is paused', { status: 'paused', dueAt: null }, 60, 'plain', 'paused', 'paused', 0],
  [
    'was met',
    { status: 'met', completedAt: at(45), over: true, elapsedSeconds: 900 },
    60,
    'ok',
    'met',
    'met in 15 min',
    1,
  ],
  ['was done late', { status: 'breached', completedAt: at(250) }, 300, 'critical', 'late', 'done 10 min late', 1],
  ['is a stopwatch', { targetSeconds: 0, dueAt: null }, 5, 'plain', '5 min', '5 min so far', 0],
  ['was stopped', { status: 'stopped' }, 5, 'plain', 'stopped', 'stopped', 0],
  [
    'was stopped by hand',
    { status: 'stopped', completedAt: at(5), over: true, elapsedSeconds: 300 },
    9,
    'plain',
    'stopped',
    'stopped after 5 min',
    0,
  ],
  ['ran out and was never done', { status: 'breached', over: true }, 999, 'critical', 'late', 'ran out', 1],
  [
    'was paused after it ran out',
    { status: 'breached', pausedSince: at(250) },
    300,
    'critical',
    'paused',
    'ran out, paused',
    1,
  ],
  [
    'has used more by office hours than the clock on the wall says',
    { elapsedSeconds: 3 * 3600, dueAt: at(1440), atRiskAt: at(1392) },
    200,
    'ok',
    '20 h',
    '20 h left',
    0.75,
  ],
] as const)('a timer that %s', (_, over, minutes, tone, short, long, used) => {
  const look = timerLook(timer(over), START + minutes * 60_000);
  expect(look).toMatchObject({ tone, short, long });
  expect(look.used).toBeCloseTo(used);
});

test('a row shows the lead, else what is late, else the last', () => {
  const [met, late, last] = [
    timer({ id: 'a', lead: false, status: 'met' }),
    timer({ id: 'b', lead: false, status: 'breached' }),
    timer({ id: 'c', lead: false, status: 'met' }),
  ];
  expect(leadOf([met, timer({ id: 'd' })])?.id).toBe('d');
  expect(leadOf([met, late, last])?.id).toBe('b');
  expect(leadOf([met, last])?.id).toBe('c');
  expect(leadOf([])).toBeUndefined();
});
