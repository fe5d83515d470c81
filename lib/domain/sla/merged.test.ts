import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stage } from '../case-state.ts';
import { SEVERITIES, type Severity } from '../severity.ts';
import { explainTimer } from './explain.ts';
import { lifeOfTimer } from './life-of-timer.ts';
import { SHIPPED_BOOK } from './policy.ts';
import { untold } from './telling.ts';
import { computeTimers, type SlaChange } from './timers.ts';

const HOUR = 60;
/** A moment, in minutes after the case's own start. */
const t = (minutes: number) => new Date(Date.UTC(2026, 0, 12) + minutes * 60_000);
const severity = (at: number, to: Severity): SlaChange => ({ at: t(at), kind: 'severity', from: null, to });
const stage = (at: number, from: Stage, to: Stage, merged = false): SlaChange => ({
  ...{ at: t(at), kind: 'stage', from, to, merged },
});
const person = (at: number): SlaChange => ({ at: t(at), kind: 'acknowledged', by: 'person' });
/** A case that began at `to` became part of this one. */
const merge = (at: number, to: number): SlaChange => ({ at: t(at), kind: 'start', to: t(to) });
const told = (at: number, timer: string, what: 'at_risk' | 'breached'): SlaChange => ({
  ...{ at: t(at), kind: 'told', timer, what },
});

const timersAt = (now: number, ...changes: SlaChange[]) =>
  computeTimers({ startedAt: t(0), changes }, SHIPPED_BOOK, t(now));
const timerAt = (id: string, now: number, ...changes: SlaChange[]) =>
  timersAt(now, ...changes).find((timer) => timer.id === id)!;

describe('an earlier case becomes part of this one', () => {
  // High: 30 minutes to acknowledge, 8 hours to resolve.
  it.each<[string, number, SlaChange[], Record<string, unknown>]>([
    ['runs', 60, [merge(60, -120)], { status: 'running', startedAt: t(-120), dueAt: t(360), elapsedSeconds: 180 * 60 }],
    ['a later start is none', 60, [merge(60, 10)], { status: 'running', startedAt: t(0), dueAt: t(480) }],
    ['late by it, since then', 60, [merge(60, -600)], { status: 'breached', breachedAt: t(-120), dueAt: t(-120) }],
    [
      'late within a time that it ran itself',
      100,
      [merge(60, -450)],
      { status: 'breached', breachedAt: t(30), dueAt: t(30) },
    ],
    [
      'twice, the earlier of them holds',
      70,
      [merge(60, -120), merge(65, -60), merge(66, -180)],
      { status: 'running', startedAt: t(-180), dueAt: t(300) },
    ],
    [
      'met stays met',
      120,
      [stage(100, 'new', 'resolved'), merge(110, -6000)],
      { status: 'met', startedAt: t(0), dueAt: t(480), completedAt: t(100) },
    ],
    ['a breach stays where it was', 500, [merge(490, -600)], { status: 'breached', breachedAt: t(480), dueAt: t(480) }],
    [
      'on hold: what is left is less',
      200,
      [stage(100, 'new', 'on_hold'), merge(150, -60), stage(180, 'on_hold', 'new')],
      { status: 'running', dueAt: t(180 + 320) },
    ],
    [
      'on hold, and late before the hold',
      200,
      [stage(100, 'new', 'on_hold'), merge(150, -400)],
      { status: 'breached', breachedAt: t(80), pausedSince: t(100) },
    ],
    [
      'a pause before never counts',
      200,
      [stage(100, 'new', 'on_hold'), stage(160, 'on_hold', 'new'), merge(190, -360)],
      { status: 'breached', breachedAt: t(180), dueAt: t(180) },
    ],
    [
      'a raise set the due time: that stays, where the start is no reason for an earlier one',
      70,
      [severity(60, 'critical'), merge(65, -120)],
      { status: 'running', dueAt: t(300) },
    ],
    [
      'a raise set the due time: the first promise from the earlier start is earlier',
      70,
      [severity(60, 'critical'), merge(65, -240)],
      { status: 'running', dueAt: t(240) },
    ],
    [
      'a lowering counts from the start',
      70,
      [severity(60, 'medium'), merge(65, -120)],
      { status: 'running', dueAt: t(1440 - 120) },
    ],
  ])('%s', (_name, now, changes, expected) => {
    const timer = timerAt('resolve', now, severity(0, 'high'), person(1), ...changes);
    expect(timer).toMatchObject(expected);
    if (timer.dueAt) expect(timer.atRiskAt! <= timer.dueAt).toBe(true);
  });

  it('moves no timer that a reopening started', () => {
    const reopened = [severity(0, 'high'), person(1), stage(10, 'new', 'resolved'), stage(20, 'resolved', 'new')];
    expect(timersAt(40, ...reopened, merge(30, -600)).map(({ id, status, dueAt }) => [id, status, dueAt])).toEqual([
      ['acknowledge', 'met', t(30)],
      ['resolve', 'met', t(480)],
      ['resolve-2', 'running', t(500)],
    ]);
  });

  it('says so, and counts the time before', () => {
    const of = (...changes: SlaChange[]) =>
      explainTimer(timerAt('resolve', 90, severity(0, 'high'), person(1), ...changes), t(90));
    const { steps, spans } = of(merge(60, -120));
    expect(steps.at(-1)).toEqual({
      at: t(60),
      what: 'retargeted',
      text: 'A case that began earlier was merged into this one: “High” (version 1) promises 8 h from the start.',
      elapsedSeconds: 180 * 60,
      dueAt: t(360),
    });
    expect(spans.map(({ from, to, seconds }) => [from, to, seconds / 60])).toEqual([
      [t(-120), t(0), 120],
      [t(0), t(90), 90],
    ]);
    expect(of(severity(60, 'critical'), merge(65, -120)).steps.at(-1)).toMatchObject({
      what: 'kept',
      text: 'A case that began earlier was merged into this one: the due time stays.',
    });
  });

  it('what was over stays as it was, whatever was merged when', () => {
    const change = fc.oneof(
      fc.integer({ min: -5000, max: 100 }).map((to) => (at: number) => merge(at, to)),
      fc.constantFrom(...SEVERITIES).map((to) => (at: number) => severity(at, to)),
      fc
        .constantFrom<Stage>('in_progress', 'on_hold', 'resolved', 'closed')
        .map((to) => (at: number) => stage(at, 'new', to)),
      fc.constant(person),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...SEVERITIES),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 600 }), change), { maxLength: 20 }),
        (first, steps) => {
          const changes = [severity(0, first)];
          let now = 0;
          let before = timersAt(0, ...changes);
          for (const [gap, make] of steps) {
            now += gap;
            changes.push(make(now));
            const after = timersAt(now, ...changes);
            for (const was of before) {
              const is = after.find(({ id }) => id === was.id)!;
              if (was.over) expect(is).toEqual({ ...was, lead: is.lead });
              if (was.breachedAt) expect(is).toMatchObject({ breachedAt: was.breachedAt, dueAt: was.dueAt });
              expect(is.startedAt <= was.startedAt).toBe(true);
              if (is.status === 'running') expect(is.dueAt! > t(now)).toBe(true);
              if (is.dueAt) expect(is.atRiskAt! <= is.dueAt).toBe(true);
              // Time that counts never goes back, and the parts are the whole.
              expect(is.elapsedSeconds).toBeGreaterThanOrEqual(was.elapsedSeconds);
              const parts = explainTimer(is, t(now)).spans.reduce((sum, { seconds }) => sum + seconds, 0);
              expect(parts).toBe(is.elapsedSeconds);
            }
            before = after;
          }
        },
      ),
    );
  });
});

describe('what the clock told while a merge stood that was taken back', () => {
  const opened = [severity(0, 'high')];

  it('is not told: the breach that comes later is', () => {
    const history = [...opened, told(5, 'acknowledge', 'at_risk'), told(5, 'acknowledge', 'breached')];
    const early = timerAt('acknowledge', 10, ...history);
    expect(early).toMatchObject({ status: 'running', atRiskToldAt: null, breachToldAt: null });
    expect(untold(timerAt('acknowledge', 31, ...history)).map(({ what, at }) => [what, at])).toEqual([
      ['at_risk', t(24)],
      ['breached', t(30)],
    ]);
  });

  it('is told where it was true all the same', () => {
    const history = [...opened, told(25, 'acknowledge', 'at_risk'), told(31, 'acknowledge', 'breached')];
    expect(timerAt('acknowledge', 40, ...history)).toMatchObject({ atRiskToldAt: t(25), breachToldAt: t(31) });
  });
});

describe('the case becomes part of another one', () => {
  it('leaves nothing met that nobody did, and a breach as it is', () => {
    const ended = (at: number) => timersAt(at + 10, severity(0, 'high'), stage(at, 'new', 'closed', true));
    expect(ended(20).map(({ status, completedAt }) => [status, completedAt])).toEqual([
      ['stopped', null],
      ['stopped', null],
    ]);
    const [, late] = ended(9 * HOUR);
    expect(late).toMatchObject({ status: 'breached', breachedAt: t(480), completedAt: null, over: true });
    expect(explainTimer(late!, t(600)).steps.at(-1)!.text).toBe('Stopped: the case became part of another one.');
  });

  const add = (at: number): SlaChange => ({
    ...{ at: t(at), kind: 'timer', timer: 'own' },
    change: { command: 'add', name: 'Call back', targetSeconds: 3600, startedAt: t(at) },
  });
  const command = (at: number, name: 'start' | 'pause' | 'resume' | 'reset' | 'stop'): SlaChange => ({
    ...{ at: t(at), kind: 'timer', timer: 'own', change: { command: name, by: 'person' } },
  });
  const take = (at: number, changes: SlaChange[]): SlaChange => ({
    ...{ at: t(at), kind: 'timer', timer: 'own', change: { command: 'take', changes } },
  });

  it.each<[string, SlaChange[]]>([
    ['runs', [add(5)]],
    ['is paused', [add(5), command(20, 'pause')]],
    ['was paused', [add(5), command(20, 'pause'), command(40, 'resume')]],
    ['was set back', [add(5), command(20, 'reset')]],
    ['is late, and told', [add(5), told(54, 'own', 'at_risk'), told(66, 'own', 'breached')]],
    ['began anew after the case had ended', [add(5), stage(10, 'new', 'resolved'), command(50, 'start')]],
  ])('its own timer goes on there as it was: %s', (_name, changes) => {
    const source = { startedAt: t(0), changes };
    const own = computeTimers(source, SHIPPED_BOOK, t(90)).find(({ id }) => id === 'own')!;
    const there = timerAt('own', 90, severity(0, 'informational'), take(90, lifeOfTimer(source, 'own')));
    expect({ ...there, steps: there.steps.length }).toEqual({ ...own, steps: own.steps.length });
    // And on to a third case, with what happened to it in between.
    const second = { startedAt: t(0), changes: [take(90, lifeOfTimer(source, 'own')), command(95, 'pause')] };
    const third = timerAt('own', 99, take(99, lifeOfTimer(second, 'own')));
    expect({ ...third, steps: [] }).toEqual({
      ...computeTimers(second, SHIPPED_BOOK, t(99)).find(({ id }) => id === 'own')!,
      steps: [],
    });
    const left = timerAt('own', 91, ...changes, {
      at: t(90),
      kind: 'timer',
      timer: 'own',
      change: { command: 'leave' },
    });
    expect(left).toMatchObject({ over: true, completedAt: null });
  });
});
