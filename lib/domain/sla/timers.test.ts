import { describe, expect, it } from 'vitest';
import type { Stage } from '../case-state.ts';
import type { Severity } from '../severity.ts';
import { type PolicyBook, SHIPPED_BOOK } from './policy.ts';
import { computeTimers, type SlaChange } from './timers.ts';

const HOUR = 3600;
/** A moment, in minutes after the receipt. */
const t = (minutes: number) => new Date(Date.UTC(2026, 0, 12) + minutes * 60_000);
const severity = (at: number, to: Severity, from: Severity | null = null): SlaChange => ({
  at: t(at),
  kind: 'severity',
  from,
  to,
});
const vip = (at: number, to: boolean): SlaChange => ({ at: t(at), kind: 'vip', to });
const stage = (at: number, from: Stage, to: Stage): SlaChange => ({ at: t(at), kind: 'stage', from, to });
const acknowledged = (at: number, by: 'person' | 'automation' = 'person'): SlaChange => ({
  at: t(at),
  kind: 'acknowledged',
  by,
});

const timersAt = (now: number, ...changes: SlaChange[]) =>
  computeTimers({ startedAt: t(0), changes }, SHIPPED_BOOK, t(now));
const timerAt = (id: string, now: number, ...changes: SlaChange[]) => {
  const found = timersAt(now, ...changes).find((timer) => timer.id === id);
  if (!found) throw new Error(`No timer ${id}`);
  return found;
};

describe('opening', () => {
  it('starts both timers at the receipt, not when the case was written', () => {
    expect(timersAt(2, severity(1, 'high'))).toEqual([
      expect.objectContaining({
        id: 'acknowledge',
        metric: 'acknowledge',
        name: 'Time to acknowledge',
        status: 'running',
        atRisk: false,
        targetSeconds: 1800,
        startedAt: t(0),
        dueAt: t(30),
        atRiskAt: t(24),
        pausedSeconds: 0,
        completedAt: null,
        breachedAt: null,
        lead: true,
      }),
      expect.objectContaining({ id: 'resolve', dueAt: t(480), atRiskAt: t(384), targetSeconds: 8 * HOUR, lead: false }),
    ]);
  });

  it('gives an informational case none, and a history without a severity none', () => {
    expect(timersAt(9999, severity(0, 'informational'))).toEqual([]);
    expect(timersAt(9999)).toEqual([]);
  });

  it.each([
    ['before', [vip(1, true), severity(1, 'high')]],
    ['after', [severity(1, 'high'), vip(1, true)]],
  ])('counts a VIP flag of the same moment from the receipt (%s)', (_name, changes) => {
    expect(timerAt('resolve', 1, ...changes)).toMatchObject({ dueAt: t(240), targetSeconds: 4 * HOUR });
  });
});

describe('time', () => {
  it.each([
    [23.9, 'running', false],
    [24, 'running', true],
    [29.9, 'running', true],
    [30, 'breached', false],
    [300, 'breached', false],
  ])('at minute %d is %s', (now, status, atRisk) => {
    expect(timerAt('acknowledge', now, severity(0, 'high'))).toMatchObject({ status, atRisk });
  });

  it('breaches at the due time, whenever somebody looks', () => {
    expect(timerAt('acknowledge', 5000, severity(0, 'high')).breachedAt).toEqual(t(30));
  });

  it.each([
    [29, 'met', null],
    [30, 'breached', t(30)],
    [90, 'breached', t(30)],
  ])('acknowledged at minute %d: %s for ever', (at, status, breachedAt) => {
    const timer = timerAt('acknowledge', 9999, severity(0, 'high'), acknowledged(at));
    expect(timer).toMatchObject({ status, breachedAt, completedAt: t(at), lead: false });
  });

  it('keeps the first acknowledgement', () => {
    expect(timerAt('acknowledge', 99, severity(0, 'high'), acknowledged(5), acknowledged(9)).completedAt).toEqual(t(5));
  });

  it('leaves out what is later than now', () => {
    expect(timerAt('acknowledge', 10, severity(0, 'high'), acknowledged(20)).status).toBe('running');
  });
});

describe('on hold', () => {
  const held = [severity(0, 'high'), stage(60, 'new', 'on_hold')];

  it('pauses resolve, not acknowledge', () => {
    const [acknowledge, resolve] = timersAt(90, ...held);
    expect(acknowledge).toMatchObject({ status: 'breached' });
    expect(resolve).toMatchObject({
      status: 'paused',
      dueAt: null,
      atRiskAt: null,
      pausedSeconds: 30 * 60,
      atRisk: false,
    });
  });

  it('moves the due time by the pause', () => {
    const timer = timerAt('resolve', 200, ...held, stage(160, 'on_hold', 'in_progress'));
    expect(timer).toMatchObject({
      status: 'running',
      dueAt: t(580),
      atRiskAt: t(484),
      pausedSeconds: 6000,
      startedAt: t(0),
    });
  });

  it('adds several pauses', () => {
    const again = [
      stage(160, 'on_hold', 'in_progress'),
      stage(200, 'in_progress', 'on_hold'),
      stage(250, 'on_hold', 'new'),
    ];
    expect(timerAt('resolve', 260, ...held, ...again)).toMatchObject({ dueAt: t(630), pausedSeconds: 9000 });
  });

  it('never breaches, however long', () => {
    expect(timerAt('resolve', 99_999, ...held).status).toBe('paused');
  });

  it('resolved from it: met, with the due time as it stood', () => {
    const timer = timerAt('resolve', 2000, ...held, stage(1000, 'on_hold', 'resolved'));
    expect(timer).toMatchObject({ status: 'met', completedAt: t(1000), dueAt: t(1420), pausedSeconds: 940 * 60 });
  });

  it.each([
    ['raised: the shorter rest', severity(100, 'critical', 'high'), 200 + 240],
    ['raised late: the old rest', severity(100, 'critical', 'high'), 560 + 60, 420],
    ['lowered: start + target + pause', severity(100, 'medium', 'high'), 1440 + 140],
  ])('%s', (_name, change, due, holdAt = 60) => {
    const history = [severity(0, 'high'), stage(holdAt, 'new', 'on_hold'), { ...change, at: t(holdAt + 40) }];
    expect(timerAt('resolve', holdAt + 150, ...history, stage(holdAt + 140, 'on_hold', 'new')).dueAt).toEqual(t(due));
  });
});

describe('severity', () => {
  it.each<[string, SlaChange[], string, number]>([
    [
      'raised: change + target, when that is earlier',
      [severity(0, 'low'), severity(100, 'critical', 'low')],
      'resolve',
      340,
    ],
    [
      'raised: the old due, when that is earlier',
      [severity(0, 'medium'), severity(1300, 'high', 'medium')],
      'resolve',
      1440,
    ],
    [
      'raised twice',
      [severity(0, 'low'), severity(10, 'high', 'low'), severity(20, 'critical', 'high')],
      'acknowledge',
      35,
    ],
    ['lowered: start + target', [severity(0, 'high'), severity(100, 'medium', 'high')], 'resolve', 1440],
    [
      'raised, then lowered: start + target',
      [severity(0, 'low'), severity(10, 'critical', 'low'), severity(12, 'medium', 'critical')],
      'resolve',
      1440,
    ],
    ['unchanged', [severity(0, 'high'), severity(100, 'high', 'high')], 'resolve', 480],
  ])('%s', (_name, changes, id, due) => {
    expect(timerAt(id, 20, ...changes).status).toBe('running');
    expect(timerAt(id, 1301, ...changes).dueAt).toEqual(t(due));
  });

  it('counts the risk as a share of the new target', () => {
    expect(timerAt('resolve', 101, severity(0, 'low'), severity(100, 'critical', 'low')).atRiskAt).toEqual(
      t(100 + 192),
    );
  });

  it('is at risk at once where less than that share is left', () => {
    const timer = timerAt('resolve', 1431, severity(0, 'medium'), severity(1430, 'critical', 'medium'));
    expect(timer).toMatchObject({ status: 'running', atRisk: true, atRiskAt: t(1430), dueAt: t(1440) });
  });

  it('keeps what was met', () => {
    const timer = timerAt('acknowledge', 500, severity(0, 'low'), acknowledged(100), severity(200, 'critical', 'low'));
    expect(timer).toMatchObject({ status: 'met', targetSeconds: 8 * HOUR, dueAt: t(480) });
  });

  it('keeps a breach, and takes what comes late', () => {
    const changes = [severity(0, 'critical'), severity(20, 'low', 'critical'), acknowledged(25)];
    expect(timerAt('acknowledge', 21, ...changes)).toMatchObject({ status: 'breached', completedAt: null });
    expect(timerAt('acknowledge', 30, ...changes)).toMatchObject({
      status: 'breached',
      completedAt: t(25),
      breachedAt: t(15),
    });
  });

  it('lowered to informational: stops what runs, keeps a breach', () => {
    const timers = timersAt(50, severity(0, 'critical'), severity(20, 'informational', 'critical'));
    expect(timers.map((timer) => timer.status)).toEqual(['breached', 'stopped']);
  });

  it('raised out of informational: new timers beside the old records, due as if it had never been lowered', () => {
    const down = [severity(0, 'high'), severity(10, 'informational', 'high')];
    const timers = timersAt(50, ...down, severity(40, 'critical', 'informational'));
    // What was due meanwhile is late from the moment on at which it is promised again.
    expect(timers.map(({ id, status, dueAt }) => [id, status, dueAt])).toEqual([
      ['acknowledge', 'stopped', t(30)],
      ['resolve', 'stopped', t(480)],
      ['acknowledge-2', 'breached', t(40)],
      ['resolve-2', 'running', t(280)],
    ]);
    expect(timers[2]).toMatchObject({ startedAt: t(40), breachedAt: t(40), lead: true });
    const back = (at: number, to: Severity, ...between: SlaChange[]) =>
      timerAt('resolve-2', at + 1, ...down, ...between, severity(at, to, 'informational'));
    expect(back(400, 'high')).toMatchObject({ startedAt: t(400), dueAt: t(480), targetSeconds: 8 * HOUR });
    expect(back(20, 'low')).toMatchObject({ dueAt: t(72 * 60) });
    const held = [stage(100, 'new', 'on_hold'), stage(160, 'on_hold', 'new')];
    expect(back(400, 'high', ...held)).toMatchObject({ dueAt: t(540) });
    const stillHeld = timerAt(
      'resolve-2',
      500,
      ...down,
      stage(100, 'new', 'on_hold'),
      severity(200, 'high', 'informational'),
      stage(300, 'on_hold', 'new'),
    );
    expect(stillHeld).toMatchObject({ status: 'running', dueAt: t(680) });
  });

  it('raised out of informational where nothing ran: from the raise, and what is acknowledged stays so', () => {
    const known = timersAt(
      50,
      severity(0, 'informational'),
      acknowledged(5),
      severity(40, 'critical', 'informational'),
    );
    expect(known.map(({ id }) => id)).toEqual(['resolve']);
  });

  it('raised out of informational on hold: paused from its start', () => {
    const changes = [severity(0, 'informational'), stage(5, 'new', 'on_hold'), severity(10, 'high', 'informational')];
    expect(timerAt('resolve', 50, ...changes)).toMatchObject({ status: 'paused', pausedSeconds: 2400 });
    expect(timerAt('resolve', 80, ...changes, stage(70, 'on_hold', 'new')).dueAt).toEqual(t(550));
  });
});

describe('VIP', () => {
  it('set: half of the target from then on, or the old due', () => {
    expect(timerAt('resolve', 61, severity(0, 'high'), vip(60, true)).dueAt).toEqual(t(300));
    expect(timerAt('resolve', 401, severity(0, 'high'), vip(400, true)).dueAt).toEqual(t(480));
  });

  it('taken back: start + the whole target', () => {
    expect(timerAt('resolve', 91, severity(0, 'high'), vip(60, true), vip(90, false)).dueAt).toEqual(t(480));
  });

  it('set again changes nothing', () => {
    expect(timerAt('resolve', 91, severity(0, 'high'), vip(60, true), vip(90, true)).dueAt).toEqual(t(300));
  });

  it('holds for a later severity too', () => {
    expect(timerAt('resolve', 91, severity(0, 'high'), vip(60, true), severity(90, 'critical', 'high')).dueAt).toEqual(
      t(210),
    );
  });
});

describe('the end and after', () => {
  const done = [
    severity(0, 'high'),
    acknowledged(5),
    stage(5, 'new', 'in_progress'),
    stage(100, 'in_progress', 'resolved'),
  ];

  it.each(['resolved', 'closed'] as const)('%s: resolve is met and nothing leads', (to) => {
    const timers = timersAt(200, severity(0, 'high'), acknowledged(100), stage(100, 'new', to));
    expect(timers.map(({ status, completedAt, lead }) => ({ status, completedAt, lead }))).toEqual([
      { status: 'breached', completedAt: t(100), lead: false },
      { status: 'met', completedAt: t(100), lead: false },
    ]);
  });

  it('closing what is resolved changes nothing', () => {
    expect(timersAt(200, ...done, stage(150, 'resolved', 'closed'))).toEqual(timersAt(200, ...done));
  });

  it('resolved late: breached, with the time of the resolve', () => {
    const timer = timerAt('resolve', 999, severity(0, 'high'), stage(600, 'new', 'resolved'));
    expect(timer).toMatchObject({ status: 'breached', breachedAt: t(480), completedAt: t(600) });
  });

  it.each([
    ['by the stage alone', [stage(10, 'new', 'resolved')]],
    ['said as an acknowledgement', [acknowledged(10, 'automation'), stage(10, 'new', 'resolved')]],
  ])('resolved by an automation alone: acknowledge stops (%s)', (_name, changes) => {
    const [acknowledge, resolve] = timersAt(999, severity(0, 'high'), ...changes);
    expect(acknowledge).toMatchObject({ status: 'stopped', completedAt: null, breachedAt: null });
    expect(resolve).toMatchObject({ status: 'met', completedAt: t(10) });
  });

  it('resolved by an automation too late: the breach stands, nobody acknowledged, nothing leads', () => {
    const [acknowledge] = timersAt(999, severity(0, 'high'), stage(60, 'new', 'resolved'));
    expect(acknowledge).toMatchObject({ status: 'breached', completedAt: null, lead: false });
  });

  it('reopened: a new resolve timer beside the old record', () => {
    const timers = timersAt(210, ...done, stage(200, 'resolved', 'in_progress'));
    expect(timers.map(({ id, status, lead }) => [id, status, lead])).toEqual([
      ['acknowledge', 'met', false],
      ['resolve', 'met', false],
      ['resolve-2', 'running', true],
    ]);
    expect(timers[2]).toMatchObject({ startedAt: t(200), dueAt: t(680), pausedSeconds: 0 });
  });

  it('reopened twice, with the severity of that time', () => {
    const again = [
      stage(200, 'resolved', 'new'),
      stage(210, 'new', 'closed'),
      severity(220, 'critical', 'high'),
      stage(230, 'closed', 'new'),
    ];
    const timers = timersAt(240, ...done, ...again);
    expect(timers.map(({ id }) => id)).toEqual(['acknowledge', 'resolve', 'resolve-2', 'resolve-3']);
    expect(timers[3]).toMatchObject({ dueAt: t(470) });
    expect(timers[1]).toMatchObject({ targetSeconds: 8 * HOUR });
  });

  it('reopened when no person has ever seen it: acknowledge starts too', () => {
    const timers = timersAt(50, severity(0, 'high'), stage(10, 'new', 'resolved'), stage(40, 'resolved', 'new'));
    expect(timers.map(({ id, status }) => [id, status])).toEqual([
      ['acknowledge', 'stopped'],
      ['resolve', 'met'],
      ['acknowledge-2', 'running'],
      ['resolve-2', 'running'],
    ]);
  });
});

describe('the lead', () => {
  it.each<[string, number, SlaChange[], string | undefined]>([
    ['the earliest running due', 5, [severity(0, 'high')], 'acknowledge'],
    ['a late one until it is kept, before one that runs', 60, [severity(0, 'high')], 'acknowledge'],
    ['a breach where none runs', 600, [severity(0, 'high'), acknowledged(5)], 'resolve'],
    ['the earlier breach of two', 600, [severity(0, 'high')], 'acknowledge'],
    [
      'a paused one where nothing else is open',
      60,
      [severity(0, 'high'), acknowledged(5), stage(6, 'new', 'on_hold')],
      'resolve',
    ],
    ['none when all is done', 60, [severity(0, 'high'), acknowledged(5), stage(6, 'new', 'closed')], undefined],
  ])('is %s', (_name, now, changes, id) => {
    expect(
      timersAt(now, ...changes)
        .filter((timer) => timer.lead)
        .map((timer) => timer.id),
    ).toEqual(id ? [id] : []);
  });
});

describe('another calendar', () => {
  const week = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: 0, to: 8 * 60 }));
  const book: PolicyBook = {
    ...SHIPPED_BOOK,
    calendars: [{ ...SHIPPED_BOOK.calendars[0]!, id: 'mornings', hours: { zone: 'UTC', week, holidays: [] } }],
  };
  const dueAt = (now: number, ...changes: SlaChange[]) =>
    computeTimers({ startedAt: t(0), changes }, book, t(now))[1]?.dueAt;

  it('counts its own seconds alone', () => {
    expect(dueAt(1, severity(0, 'medium'))).toEqual(t(2 * 1440 + 480));
    // Four hours, from 06:00: two on the first morning, two on the second.
    expect(dueAt(361, severity(0, 'medium'), severity(360, 'critical', 'medium'))).toEqual(t(1440 + 120));
    // Lowered at noon of the first day: 24 counting hours from the start.
    expect(dueAt(721, severity(0, 'high'), severity(470, 'medium', 'high'))).toEqual(t(2 * 1440 + 480));
  });

  it('does not count a pause outside of its hours', () => {
    const held = [severity(0, 'medium'), stage(600, 'new', 'on_hold'), stage(900, 'on_hold', 'new')];
    expect(dueAt(901, ...held)).toEqual(t(2 * 1440 + 480));
  });
});
