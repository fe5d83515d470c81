import fc from 'fast-check';
import { expect, it } from 'vitest';
import { STAGES } from '../case-state.ts';
import { SEVERITIES } from '../severity.ts';
import { SHIPPED_BOOK } from './policy.ts';
import { computeTimers, type SlaChange, type Timer } from './timers.ts';

const START = Date.UTC(2026, 0, 12);
const at = (seconds: number) => new Date(START + seconds * 1000);

const fact = fc.oneof(
  fc.record({ kind: fc.constant('severity' as const), from: fc.constant(null), to: fc.constantFrom(...SEVERITIES) }),
  fc.record({ kind: fc.constant('vip' as const), to: fc.boolean() }),
  fc.record({ kind: fc.constant('stage' as const), from: fc.constant('new' as const), to: fc.constantFrom(...STAGES) }),
  fc.record({
    kind: fc.constant('acknowledged' as const),
    by: fc.constantFrom('person' as const, 'automation' as const),
  }),
);

/** Up to thirty changes over some days, a minute or more apart or at the same moment, after an opening severity. */
const histories = fc
  .tuple(
    fc.constantFrom(...SEVERITIES),
    fc.array(fc.tuple(fc.oneof(fc.constant(0), fc.integer({ min: 60, max: 30_000 })), fact), { maxLength: 30 }),
  )
  .map(([severity, steps]) => {
    let seconds = 60;
    const changes: SlaChange[] = [{ at: at(seconds), kind: 'severity', from: null, to: severity }];
    for (const [gap, change] of steps) {
      // Only a VIP flag of the opening's own moment may change what the opening itself promised.
      seconds += changes.length === 1 ? Math.max(1, gap) : gap;
      changes.push({ ...change, at: at(seconds) });
    }
    return changes;
  });

const timersOf = (changes: SlaChange[], now: Date) => computeTimers({ startedAt: at(0), changes }, SHIPPED_BOOK, now);
const last = (changes: SlaChange[]) => changes.at(-1)!.at;

/** Both readings of a timer, by id, where each earlier one must live on. */
function pairs(earlier: Timer[], later: Timer[]): [Timer, Timer][] {
  return earlier.map((timer) => {
    const same = later.find(({ id }) => id === timer.id);
    expect(same, `${timer.id} is gone`).toBeDefined();
    return [timer, same!];
  });
}

it('step by step, each reading agrees with the one before: what was met, breached, stopped or done stays so', () => {
  fc.assert(
    fc.property(histories, fc.nat(100_000), (changes, rest) => {
      let before: Timer[] = [];
      const readings = [
        ...changes.map((change, i) => timersOf(changes.slice(0, i + 1), change.at)),
        timersOf(changes, new Date(last(changes).getTime() + rest * 1000)),
      ];
      for (const reading of readings) {
        for (const [was, is] of pairs(before, reading)) {
          if (was.status === 'met' || was.status === 'stopped') expect(is).toEqual({ ...was, lead: is.lead });
          if (was.status === 'breached')
            expect(is).toMatchObject({ status: 'breached', breachedAt: was.breachedAt, dueAt: was.dueAt });
          if (was.completedAt) expect(is.completedAt).toEqual(was.completedAt);
          expect(is.startedAt).toEqual(was.startedAt);
        }
        before = reading;
      }
    }),
  );
});

it('computed at once and computed from what was known at that time are the same', () => {
  fc.assert(
    fc.property(histories, fc.nat(30), (changes, pick) => {
      const index = pick % changes.length;
      const now = changes[index]!.at;
      const known = changes.filter((change) => change.at <= now);
      expect(timersOf(changes, now)).toEqual(timersOf(known, now));
    }),
  );
});

it('elapsed time never goes back and a pause never counts', () => {
  fc.assert(
    fc.property(histories, fc.array(fc.nat(1_000_000), { minLength: 2, maxLength: 12 }), (changes, moments) => {
      const elapsed = new Map<string, { seconds: number; now: number; status: string }>();
      for (const now of [...moments].sort((a, b) => a - b)) {
        const changed = changes.some((change) => change.at > at(0) && change.at <= at(now));
        if (!changed) continue;
        for (const timer of timersOf(changes, at(now))) {
          if (timer.startedAt > at(now)) continue;
          const seconds = now - (timer.startedAt.getTime() - START) / 1000 - timer.pausedSeconds;
          const before = elapsed.get(timer.id);
          const over = timer.completedAt !== null || timer.status === 'stopped';
          if (before && !over) expect(seconds).toBeGreaterThanOrEqual(before.seconds);
          const quiet = before && !changes.some((change) => change.at > at(before.now) && change.at <= at(now));
          if (quiet && before.status === 'paused') expect(seconds).toBe(before.seconds);
          elapsed.set(timer.id, { seconds, now, status: timer.status });
        }
      }
    }),
  );
});

it('every reading is sound in itself', () => {
  fc.assert(
    fc.property(histories, fc.nat(1_000_000), (changes, seconds) => {
      const now = at(seconds);
      const timers = timersOf(changes, now);
      expect(new Set(timers.map(({ id }) => id)).size).toBe(timers.length);
      expect(timers.filter(({ lead }) => lead).length).toBeLessThanOrEqual(1);
      for (const timer of timers) {
        expect(timer.breachedAt !== null).toBe(timer.status === 'breached');
        if (timer.status === 'running') expect(timer.dueAt! > now).toBe(true);
        if (timer.status === 'paused') expect(timer).toMatchObject({ metric: 'resolve', dueAt: null });
        if (timer.status === 'met') expect(timer.completedAt! < timer.dueAt!).toBe(true);
        if (timer.atRisk) expect(timer).toMatchObject({ status: 'running' });
        if (timer.metric === 'acknowledge') expect(timer.pausedSeconds).toBe(0);
        if (timer.dueAt) expect(timer.atRiskAt! <= timer.dueAt).toBe(true);
      }
    }),
  );
});
