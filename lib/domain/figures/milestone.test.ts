import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpen, STAGES, type Stage } from '../case-state.ts';
import { type FigureChange, type FigureHistory, milestonesOf, type TargetTimer } from './milestone.ts';
import { waitsUntil } from './waits.ts';

/** A moment so many minutes after noon. */
const t = (minutes: number) => new Date(Date.parse('2026-01-12T12:00:00Z') + minutes * 60_000);
const stage = (at: number, from: Stage, to: Stage, more: Partial<FigureChange> = {}): FigureChange =>
  ({ at: t(at), kind: 'stage', from, to, byVendor: false, verdict: null, ...more }) as FigureChange;
const owner = (at: number, to: 'nobody' | 'person' | 'scout'): FigureChange => ({ at: t(at), kind: 'owner', to });
const acknowledged = (at: number): FigureChange => ({ at: t(at), kind: 'acknowledged' });
const target = (metric: TargetTimer['metric'], more: Partial<TargetTimer>): TargetTimer => ({
  metric,
  startedAt: t(0),
  completedAt: null,
  breachedAt: null,
  status: 'running',
  ...more,
});
const history = (changes: FigureChange[], timers: TargetTimer[] = []): FigureHistory => ({
  createdAt: t(1),
  startedAt: t(0),
  changes,
  timers,
});
/** Each milestone in short: kind, minute, work, outcome, seconds. */
const short = (of: FigureHistory) =>
  milestonesOf(of).map(({ kind, at, work, outcome, seconds }) =>
    [kind, (at.getTime() - t(0).getTime()) / 60_000, work, outcome, seconds].join(' ').trim(),
  );

describe('milestones', () => {
  it.each<[string, FigureChange[], string[]]>([
    ['a case that nobody touched', [], ['opened 1']],
    [
      'a person’s work',
      [acknowledged(10), stage(60, 'new', 'resolved', { verdict: 'false_positive' })],
      ['opened 1', 'acknowledged 10 people  600', 'resolved 60 people false_positive 3600'],
    ],
    [
      'what no person ever acted on',
      [owner(2, 'scout'), stage(60, 'new', 'closed', { verdict: 'benign_positive' })],
      ['opened 1', 'resolved 60 automated benign_positive 3600'],
    ],
    [
      'a reopening is the work’s that had resolved it, and the clock begins anew',
      [stage(60, 'new', 'resolved'), acknowledged(90), stage(100, 'resolved', 'new'), stage(130, 'new', 'resolved')],
      [
        'opened 1',
        'acknowledged 90 people  5400',
        'resolved 60 automated  3600',
        'resolved 130 people  1800',
        'reopened 100 automated  2400',
      ],
    ],
    [
      'closing what is resolved',
      [stage(5, 'new', 'resolved'), stage(6, 'resolved', 'closed')],
      ['opened 1', 'resolved 5 automated  300'],
    ],
    [
      'ending as a part of another case is no resolution',
      [acknowledged(10), stage(60, 'new', 'closed', { verdict: 'duplicate', merged: true })],
      ['opened 1', 'acknowledged 10 people  600', 'merged 60'],
    ],
    [
      'an earlier case that became part of it counts from then on',
      [
        acknowledged(10),
        { at: t(20), kind: 'start', from: t(0), to: t(-60) },
        { at: t(25), kind: 'start', from: t(0), to: t(-30) },
        stage(60, 'new', 'resolved'),
      ],
      ['opened 1', 'acknowledged 10 people  600', 'resolved 60 people  7200'],
    ],
    [
      'an earlier case that became part of it after a reopening is not what that waited for',
      [
        stage(60, 'new', 'resolved'),
        stage(70, 'resolved', 'new'),
        { at: t(80), kind: 'start', from: t(0), to: t(-60) },
        stage(90, 'new', 'resolved'),
      ],
      ['opened 1', 'resolved 60 automated  3600', 'resolved 90 automated  1200', 'reopened 70 automated  600'],
    ],
    [
      'the end of the Contain phase, once',
      [
        { at: t(5), kind: 'phase', from: 'identify' },
        { at: t(7), kind: 'phase', from: 'contain' },
        { at: t(9), kind: 'phase', from: 'contain' },
      ],
      ['opened 1', 'contained 7 automated  420'],
    ],
  ])('%s', (_name, changes, expected) => {
    expect(short(history(changes))).toEqual(expected);
  });

  it.each<[string, FigureChange[], TargetTimer, string[]]>([
    [
      'met by a person',
      [acknowledged(10)],
      target('acknowledge', { status: 'met', completedAt: t(10) }),
      ['acknowledge_target 10 people met 600'],
    ],
    [
      'met without one',
      [],
      target('resolve', { status: 'met', completedAt: t(9) }),
      ['resolve_target 9 automated met 540'],
    ],
    [
      'missed where nobody took it',
      [],
      target('acknowledge', { status: 'breached', breachedAt: t(15) }),
      ['acknowledge_target 15 people breached 900'],
    ],
    [
      'missed by Scout',
      [owner(1, 'scout')],
      target('resolve', { status: 'breached', breachedAt: t(15) }),
      ['resolve_target 15 automated breached 900'],
    ],
    [
      'missed by Scout after a person had acted',
      [acknowledged(1), owner(2, 'scout')],
      target('resolve', { status: 'breached', breachedAt: t(15) }),
      ['resolve_target 15 people breached 900'],
    ],
    ['stopped', [], target('acknowledge', { status: 'stopped' }), []],
    ['still running', [], target('resolve', {}), []],
    ['of its own kind', [], target('custom', { status: 'met', completedAt: t(9) }), []],
  ])('a target %s', (_name, changes, timer, expected) => {
    expect(short(history(changes, [timer])).filter((text) => text.includes('_target'))).toEqual(expected);
  });

  it('a missed target waits until it is met late, or the case ends', () => {
    const missed = (changes: FigureChange[], more: Partial<TargetTimer> = {}) =>
      milestonesOf(history(changes, [target('acknowledge', { status: 'breached', breachedAt: t(15), ...more })])).find(
        ({ kind }) => kind === 'acknowledge_target',
      )?.until;
    expect(missed([])).toBeNull();
    expect(missed([], { completedAt: t(20) })).toEqual(t(20));
    expect(missed([stage(3, 'new', 'in_progress'), stage(30, 'in_progress', 'resolved')])).toEqual(t(30));
  });
});

describe('where the time went', () => {
  it('follows the owner, and a hold whoever has the case', () => {
    const changes = [
      owner(10, 'person'),
      stage(20, 'new', 'on_hold'),
      owner(25, 'scout'),
      stage(50, 'on_hold', 'new', { byVendor: true }),
    ];
    expect(waitsUntil(changes, t(0), t(60))).toEqual({ owner: 600, analyst: 600, scout: 600, vendor: 1800, hold: 0 });
    expect(waitsUntil(changes.slice(0, 2), t(0), t(60))).toMatchObject({ hold: 2400, vendor: 0 });
  });

  const change = fc.oneof(
    fc.record({ kind: fc.constant('owner' as const), to: fc.constantFrom('nobody', 'person', 'scout') }),
    fc.record({
      kind: fc.constant('stage' as const),
      from: fc.constantFrom(...STAGES),
      to: fc.constantFrom(...STAGES),
      byVendor: fc.boolean(),
      verdict: fc.constant(null),
    }),
    fc.record({ kind: fc.constant('acknowledged' as const) }),
  );
  const histories = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 86_400_000 }), change), { maxLength: 20 })
    .map((all) =>
      all.sort(([a], [b]) => a - b).map(([ms, one]) => ({ ...one, at: new Date(t(0).getTime() + ms) }) as FigureChange),
    );

  it('adds up to the whole, to the second', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 0, max: 90_000_000 }), (changes, ms) => {
        const waits = waitsUntil(changes, t(0), new Date(t(0).getTime() + ms));
        expect(Object.values(waits).reduce((sum, part) => sum + part, 0)).toBe(Math.round(ms / 1000));
        expect(Math.min(...Object.values(waits))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('numbers each kind in order, each pointing to the next, and resolutions and reopenings take turns', () => {
    fc.assert(
      fc.property(histories, (all) => {
        // Stages follow on each other, as on a case.
        let now: Stage = 'new';
        const changes = all.map((one) => {
          if (one.kind !== 'stage') return one;
          const from = now;
          now = one.to;
          return { ...one, from };
        });
        const found = milestonesOf(history(changes));
        for (const [kind, same] of Map.groupBy(found, (one) => one.kind)) {
          expect(
            same.map(({ nth }) => nth),
            kind,
          ).toEqual(same.map((_, index) => index + 1));
          expect(same.map(({ nextAt }) => nextAt)).toEqual([...same.slice(1).map(({ at }) => at), null]);
        }
        const count = (kind: string) => found.filter((one) => one.kind === kind).length;
        expect(count('resolved') - count('reopened')).toBe(isOpen(now) ? 0 : 1);
      }),
    );
  });
});
