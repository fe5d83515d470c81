import fc from 'fast-check';
import { expect, it } from 'vitest';
import { STAGES } from '../case-state.ts';
import { SEVERITIES } from '../severity.ts';
import { type PolicyBook, SHIPPED_BOOK } from './policy.ts';
import { untold } from './telling.ts';
import { computeTimers, type SlaChange, TIMER_COMMANDS, type Timer } from './timers.ts';

/** Some days before the clocks change in most of the zones below. */
const START = Date.UTC(2026, 2, 26, 7, 13);
const at = (seconds: number) => new Date(START + seconds * 1000);
const ZONES = ['UTC', 'Europe/Madrid', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Auckland'];

const week = fc
  .uniqueArray(
    fc.record({ day: fc.integer({ min: 1, max: 7 }), from: fc.nat(1000), length: fc.integer({ min: 60, max: 600 }) }),
    {
      selector: ({ day }) => day,
      minLength: 1,
    },
  )
  .map((spans) => spans.map(({ day, from, length }) => ({ day, from, to: Math.min(1440, from + length) })));
const hours = fc.option(
  fc.record({ zone: fc.constantFrom(...ZONES), week, holidays: fc.constant<{ date: string; name: string }[]>([]) }),
  { freq: 4 },
);

/** Two calendars; a case of the category Cloud has other times on the other one, and all times change on the way. */
const books = fc
  .tuple(hours, hours, fc.integer({ min: 60, max: 90_000 }), fc.nat(400_000))
  .map(([one, two, seconds, from]): PolicyBook => {
    const shipped = SHIPPED_BOOK.calendars[0]!;
    const id = JSON.stringify([one, two]);
    return {
      calendars: [
        { ...shipped, id: `one ${id}`, hours: one },
        { ...shipped, id: `two ${id}`, calendarId: 'two', hours: two },
      ],
      policies: SHIPPED_BOOK.policies.flatMap((policy) => [
        policy,
        { ...policy, id: `${policy.id} 2`, version: 2, effectiveFrom: at(from), resolveSeconds: seconds },
        {
          ...{ ...policy, id: `${policy.id} cloud`, policyId: `${policy.id} cloud`, calendar: 'two' },
          ...{ acknowledgeSeconds: seconds, scope: { ...policy.scope, category: 'Cloud' } },
        },
      ]),
    };
  });

const fact = fc.oneof(
  fc.record({ kind: fc.constant('severity' as const), from: fc.constant(null), to: fc.constantFrom(...SEVERITIES) }),
  fc.record({ kind: fc.constant('vip' as const), to: fc.boolean() }),
  fc.record({ kind: fc.constant('category' as const), to: fc.constantFrom('Cloud', 'Email') }),
  fc.record({ kind: fc.constant('stage' as const), from: fc.constant('new' as const), to: fc.constantFrom(...STAGES) }),
  fc.record({ kind: fc.constant('acknowledged' as const), by: fc.constant('person' as const) }),
  fc.record({
    kind: fc.constant('timer' as const),
    timer: fc.constantFrom('a', 'b'),
    change: fc.oneof(
      fc.record({
        command: fc.constant('add' as const),
        name: fc.constant('Own'),
        targetSeconds: fc.nat(40_000),
        startedAt: fc.constant(at(0)),
      }),
      fc.record({ command: fc.constantFrom(...TIMER_COMMANDS), by: fc.constant('person' as const) }),
    ),
  }),
);

const histories = fc
  .tuple(
    fc.constantFrom(...SEVERITIES),
    fc.array(fc.tuple(fc.integer({ min: 1, max: 60_000 }), fact), { maxLength: 25 }),
  )
  .map(([severity, steps]) => {
    let seconds = 1;
    const changes: SlaChange[] = [{ at: at(seconds), kind: 'severity', from: null, to: severity }];
    for (const [gap, change] of steps) {
      seconds += gap;
      changes.push({ ...change, at: at(seconds) });
    }
    return changes;
  });

const timersOf = (changes: readonly SlaChange[], now: Date, book: PolicyBook) =>
  computeTimers({ startedAt: at(0), category: 'Email', source: 'wiz', changes }, book, now);
/** A reset is what a custom timer is for: only the promises of policies never move back. */
const promised = ({ metric }: Timer) => metric !== 'custom';

it('by any hours in any zone: at once or step by step, what is over stays, and elapsed time never goes back', () => {
  fc.assert(
    fc.property(books, histories, (book, changes) => {
      let before = new Map<string, Timer>();
      for (const [index, { at: now }] of changes.entries()) {
        const known = timersOf(changes.slice(0, index + 1), now, book);
        expect(known).toEqual(timersOf(changes, now, book));
        const timers = new Map(known.map((timer) => [timer.id, timer]));
        for (const [id, was] of before) {
          const is = timers.get(id)!;
          expect(is, id).toBeDefined();
          if (was.breachedAt) expect(is).toMatchObject({ status: 'breached', breachedAt: was.breachedAt });
          if (!promised(was)) continue;
          if (was.over) expect(is).toEqual({ ...was, lead: is.lead });
          expect(is.elapsedSeconds).toBeGreaterThanOrEqual(was.elapsedSeconds);
          if (was.status === 'met') expect(is.status).toBe('met');
        }
        before = timers;
      }
    }),
    { numRuns: 150 },
  );
});

it('a pause never counts', () => {
  fc.assert(
    fc.property(books, histories, fc.nat(500_000), (book, changes, later) => {
      const now = changes.at(-1)!.at;
      const [timers, after] = [timersOf(changes, now, book), timersOf(changes, new Date(+now + later * 1000), book)];
      for (const [index, timer] of timers.entries())
        if (timer.pausedSince)
          expect(after[index]).toMatchObject({ elapsedSeconds: timer.elapsedSeconds, pausedSince: timer.pausedSince });
    }),
    { numRuns: 150 },
  );
});

it('a clock that looks at any moments tells of each warning and breach once, and of every breach', () => {
  fc.assert(
    fc.property(
      books,
      histories,
      fc.array(fc.nat(2_000_000), { minLength: 1, maxLength: 12 }),
      (book, changes, looks) => {
        const lived: SlaChange[] = [];
        const queue = [...changes];
        const moments = [...new Set([...looks, 5_000_000])].sort((a, b) => a - b).map(at);
        const breaches: string[] = [];
        for (const now of moments) {
          while (queue[0] && queue[0].at <= now) lived.push(queue.shift()!);
          for (const timer of timersOf(lived, now, book))
            for (const { what, at: moment } of untold(timer)) {
              if (moment > now) continue;
              lived.push({ at: now, kind: 'told', timer: timer.id, what });
              if (what === 'breached') breaches.push(timer.id);
            }
          const left = timersOf(lived, now, book).flatMap((timer) =>
            untold(timer).filter(({ at: moment }) => moment <= now),
          );
          expect(left).toEqual([]);
        }
        const broken = timersOf(lived, at(5_000_000), book).filter(({ breachedAt }) => breachedAt);
        expect(breaches.sort()).toEqual(broken.map(({ id }) => id).sort());
      },
    ),
    { numRuns: 150 },
  );
});
