import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offeredCommands } from '#lib/domain/sla/commands.ts';
import { SHIPPED_BOOK } from '#lib/domain/sla/policy.ts';
import {
  computeTimers,
  type SlaChange,
  TIMER_COMMANDS,
  type Timer,
  type TimerCommand,
} from '#lib/domain/sla/timers.ts';
import type { TimerView } from '#lib/domain/views/case.ts';
import { commanded } from './commanded.ts';

const START = Date.UTC(2026, 0, 12);
const at = (seconds: number) => new Date(START + seconds * 1000);
const added = (targetSeconds: number): SlaChange[] => [
  { at: at(0), kind: 'severity', from: null, to: 'informational' },
  {
    at: at(0),
    kind: 'timer',
    timer: 'own',
    change: { command: 'add', name: 'Contain', targetSeconds, startedAt: at(0) },
  },
];
const said = (seconds: number, command: TimerCommand): SlaChange => ({
  at: at(seconds),
  kind: 'timer',
  timer: 'own',
  change: { command, by: 'person' },
});
/** What the server answers at a moment. */
const answered = (changes: readonly SlaChange[], seconds: number) =>
  computeTimers({ startedAt: at(0), changes }, SHIPPED_BOOK, at(seconds)).map(viewOf);

function viewOf(timer: Timer): TimerView {
  const iso = (date: Date | null) => date?.toISOString() ?? null;
  const { id, metric, name, status, atRisk, targetSeconds, pausedSeconds, lead, over, elapsedSeconds } = timer;
  return {
    ...{ id, metric, name, status, atRisk, targetSeconds, pausedSeconds, lead, over, elapsedSeconds },
    startedAt: timer.startedAt.toISOString(),
    dueAt: iso(timer.dueAt),
    atRiskAt: iso(timer.atRiskAt),
    completedAt: iso(timer.completedAt),
    pausedSince: iso(timer.pausedSince),
    breachedAt: iso(timer.breachedAt),
    breachReason: timer.breachReason,
  };
}

const story = fc.record({
  target: fc.constantFrom(0, 60, 3600),
  acts: fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.nat()), { minLength: 1, maxLength: 6 }),
  /** How old the answer is that the page has when the command is given. */
  age: fc.integer({ min: 0, max: 900 }),
});

test('the page shows at once what the server will answer, whatever was commanded before', () => {
  const done = new Set<TimerCommand>();
  fc.assert(
    fc.property(story, ({ target, acts, age }) => {
      const changes = added(target);
      let now = 0;
      for (const [pause, choice] of acts) {
        const seen = answered(changes, now + Math.min(age, pause));
        now += pause;
        const offered = offeredCommands(answered(changes, now)[0]!, 'in_progress');
        if (offered.length === 0) return;
        const command = offered[choice % offered.length]!;
        changes.push(said(now, command));
        expect(commanded(seen, 'own', command, at(now).getTime())).toEqual(answered(changes, now));
        done.add(command);
      }
    }),
    { numRuns: 500 },
  );
  expect([...done].sort()).toEqual([...TIMER_COMMANDS].sort());
});

test('another timer leads where the one that led pauses, and no more where it goes on', () => {
  const [own] = answered(added(60), 10);
  const other: TimerView = { ...own!, id: 'other', dueAt: at(600).toISOString(), targetSeconds: 600, lead: false };
  const paused = commanded([own!, other], 'own', 'pause', at(20).getTime());
  expect(paused.map(({ lead }) => lead)).toEqual([false, true]);
  const resumed = commanded(paused, 'own', 'resume', at(30).getTime());
  expect(resumed.map(({ lead }) => lead)).toEqual([true, false]);
  expect(commanded([own!], 'none', 'pause', at(20).getTime())).toEqual([own]);
});
