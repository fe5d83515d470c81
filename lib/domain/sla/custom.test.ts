import { describe, expect, it } from 'vitest';
import { STAGES, type Stage } from '../case-state.ts';
import { offeredCommands, outcomeOf } from './commands.ts';
import { SHIPPED_BOOK } from './policy.ts';
import { untold } from './telling.ts';
import { computeTimers, type SlaChange, TIMER_COMMANDS, type Timer, type TimerCommand } from './timers.ts';

const t = (minutes: number) => new Date(Date.UTC(2026, 0, 12) + minutes * 60_000);
const opened: SlaChange = { at: t(0), kind: 'severity', from: null, to: 'informational' };
const add = (at: number, targetSeconds: number, startedAt = at): SlaChange => ({
  at: t(at),
  kind: 'timer',
  timer: 'own',
  change: { command: 'add', name: 'Contain', targetSeconds, startedAt: t(startedAt) },
});
const give = (at: number, command: TimerCommand): SlaChange => ({
  at: t(at),
  kind: 'timer',
  timer: 'own',
  change: { command, by: 'person' },
});
const stage = (at: number, from: Stage, to: Stage): SlaChange => ({ at: t(at), kind: 'stage', from, to });
const told = (at: number, what: 'at_risk' | 'breached'): SlaChange => ({ at: t(at), kind: 'told', timer: 'own', what });
const ownAt = (now: number, ...changes: SlaChange[]): Timer =>
  computeTimers({ startedAt: t(0), changes: [opened, ...changes] }, SHIPPED_BOOK, t(now)).find(
    ({ id }) => id === 'own',
  )!;

describe('a custom timer', () => {
  it.each<[string, number, SlaChange[], object]>([
    ['runs around the clock from its start', 15, [add(10, 3600)], { status: 'running', dueAt: t(70), atRiskAt: t(58) }],
    ['may have started earlier', 15, [add(10, 3600, 5)], { startedAt: t(5), dueAt: t(65), elapsedSeconds: 600 }],
    ['breaches in the past', 15, [add(10, 60, 5)], { status: 'breached', breachedAt: t(6) }],
    ['pauses', 99, [add(0, 3600), give(10, 'pause')], { status: 'paused', dueAt: null, elapsedSeconds: 600 }],
    [
      'goes on where it was',
      99,
      [add(0, 3600), give(10, 'pause'), give(70, 'resume')],
      { status: 'running', dueAt: t(120), pausedSeconds: 3600 },
    ],
    ['begins anew', 40, [add(0, 3600), give(30, 'reset')], { status: 'running', startedAt: t(30), dueAt: t(90) }],
    [
      'begins anew and stays paused',
      60,
      [add(0, 3600), give(10, 'pause'), give(30, 'reset')],
      { status: 'paused', startedAt: t(30), elapsedSeconds: 0, dueAt: null },
    ],
    [
      'has its whole time when it goes on after that',
      60,
      [add(0, 3600), give(10, 'pause'), give(30, 'reset'), give(50, 'resume')],
      { status: 'running', dueAt: t(110) },
    ],
    ['stops', 99, [add(0, 3600), give(20, 'stop')], { status: 'stopped', completedAt: t(20), elapsedSeconds: 1200 }],
    [
      'starts again from zero',
      99,
      [add(0, 3600), give(20, 'stop'), give(50, 'start')],
      { status: 'running', startedAt: t(50), dueAt: t(110), completedAt: null, completedBy: null },
    ],
    ['is late when it is stopped late', 99, [add(0, 60), give(20, 'stop')], { status: 'breached', completedAt: t(20) }],
    [
      'keeps its breach whatever is said later',
      99,
      [add(0, 60), give(20, 'reset'), give(30, 'stop'), give(40, 'start')],
      { status: 'breached', breachedAt: t(1), completedAt: t(30) },
    ],
    ['runs on through a hold', 50, [add(0, 3600), stage(10, 'new', 'on_hold')], { status: 'running', dueAt: t(60) }],
    ['stops at the resolve', 99, [add(0, 3600), stage(10, 'new', 'resolved')], { status: 'stopped', over: true }],
    [
      'stays stopped when the case is reopened',
      99,
      [add(0, 3600), stage(10, 'new', 'resolved'), stage(20, 'resolved', 'new')],
      { status: 'stopped', elapsedSeconds: 600 },
    ],
    [
      'that is a stopwatch is never due',
      999,
      [add(0, 0)],
      { status: 'running', dueAt: null, lead: false, atRisk: false },
    ],
    [
      'that is a stopwatch counts without its pauses',
      90,
      [add(0, 0), give(10, 'pause'), give(40, 'resume')],
      { elapsedSeconds: 3600, pausedSeconds: 1800 },
    ],
  ])('%s', (_name, now, changes, expected) => {
    expect(ownAt(now, ...changes)).toMatchObject(expected);
  });

  it('leads when it is the next that is due', () => {
    const changes: SlaChange[] = [{ ...opened, to: 'high' } as SlaChange, add(0, 600)];
    const timers = computeTimers({ startedAt: t(0), changes }, SHIPPED_BOOK, t(1));
    expect(timers.filter(({ lead }) => lead).map(({ id }) => id)).toEqual(['own']);
  });
});

describe('commands', () => {
  const running = { metric: 'custom', name: 'Own', over: false, breachedAt: null, pausedSince: null } as const;
  const paused = { ...running, pausedSince: t(0) };
  const stopped = { ...running, over: true };
  const late = { ...running, breachedAt: t(0) };
  const lateAndStopped = { ...late, over: true };

  /** d does, n nothing, r refused; in the order start pause resume reset stop. */
  it.each([
    ['running', running, 'ndndd'],
    ['paused', paused, 'rnddd'],
    ['stopped', stopped, 'drrrn'],
    ['late', late, 'rdnrd'],
    ['late and stopped', lateAndStopped, 'rrrrn'],
    ['a policy’s', { ...running, metric: 'resolve' as const }, 'rrrrr'],
  ])('of one that is %s', (_name, timer, expected) => {
    const outcomes = TIMER_COMMANDS.map((command) => outcomeOf(timer, command, 'new').kind[0]).join('');
    expect(outcomes).toBe(expected);
    expect(offeredCommands(timer, 'new')).toEqual(TIMER_COMMANDS.filter((_, at) => expected[at] === 'd'));
  });

  it('a case that has ended has none but those that are done already', () => {
    for (const stage of STAGES.filter((one) => one === 'resolved' || one === 'closed')) {
      expect(offeredCommands(stopped, stage)).toEqual([]);
      expect(outcomeOf(stopped, 'stop', stage).kind).toBe('nothing');
      expect(outcomeOf(stopped, 'start', stage)).toMatchObject({
        kind: 'refused',
        reason: expect.stringContaining(stage),
      });
    }
  });

  it('every refusal says what to do or why not', () => {
    for (const timer of [
      running,
      paused,
      stopped,
      late,
      lateAndStopped,
      { ...running, metric: 'acknowledge' as const },
    ])
      for (const command of TIMER_COMMANDS) {
        const outcome = outcomeOf(timer, command, 'new');
        if (outcome.kind === 'refused') expect(outcome.reason).toMatch(/^\S.{20,}\.$/u);
      }
  });
});

describe('what the clock has still to tell', () => {
  const tellings = (now: number, ...changes: SlaChange[]) =>
    untold(ownAt(now, ...changes)).map(({ what, at }) => [what, (at.getTime() - t(0).getTime()) / 60_000]);

  it.each<[string, SlaChange[], unknown[]]>([
    [
      'both, while it runs',
      [add(0, 6000)],
      [
        ['at_risk', 80],
        ['breached', 100],
      ],
    ],
    ['the breach, once it was warned of', [add(0, 6000), told(81, 'at_risk')], [['breached', 100]]],
    ['nothing of one that is told', [add(0, 6000), told(81, 'at_risk'), told(101, 'breached')], []],
    ['nothing of a stopwatch', [add(0, 0)], []],
    ['nothing while it is paused', [add(0, 6000), give(10, 'pause')], []],
    ['nothing of one that stopped in time', [add(0, 6000), give(10, 'stop')], []],
    [
      'both of one that stopped late, unseen',
      [add(0, 60), give(10, 'stop')],
      [
        ['at_risk', 0.8],
        ['breached', 1],
      ],
    ],
    [
      'no second warning after a pause in it',
      [add(0, 6000), told(81, 'at_risk'), give(90, 'pause'), give(95, 'resume')],
      [['breached', 105]],
    ],
    [
      'a new warning after a reset',
      [add(0, 6000), told(81, 'at_risk'), give(90, 'reset')],
      [
        ['at_risk', 170],
        ['breached', 190],
      ],
    ],
  ])('%s', (_name, changes, expected) => {
    expect(tellings(150, ...changes.filter(({ at }) => at <= t(150)))).toEqual(expected);
  });
});
