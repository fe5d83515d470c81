import { describe, expect, it } from 'vitest';
import { elapsed, explanationOf, isEnded, triesOf } from './status.ts';

describe('explanationOf', () => {
  it.each([
    [{ status: 'skipped', reason: 'Not run because Scout is off.', error: null }, 'Not run because Scout is off.'],
    [
      { status: 'skipped', reason: 'Not run because not run because Scout is off.', error: null },
      'Not run because Scout is off.',
    ],
    [{ status: 'failed', reason: null, error: { name: 'E', message: 'No \u202eexe.gpj' } }, 'No exe.gpj'],
    [{ status: 'skipped', reason: '', error: null }, 'Not run.'],
    [{ status: 'skipped', reason: null, error: null }, 'Not run.'],
    [
      { status: 'failed', reason: null, error: { name: 'HttpError', message: 'Wiz answered 503.' } },
      'Wiz answered 503.',
    ],
    [{ status: 'waiting', reason: 'Waits for an approval.', error: null }, 'Waits for an approval.'],
    [{ status: 'completed', reason: null, error: null }, null],
  ] as const)('%j', (run, text) => expect(explanationOf(run)).toBe(text));
});

it('knows which statuses are final', () => {
  expect(['queued', 'running', 'waiting'].some((status) => isEnded(status as 'queued'))).toBe(false);
  expect(['completed', 'failed', 'cancelled', 'skipped'].every((status) => isEnded(status as 'failed'))).toBe(true);
});

describe('elapsed', () => {
  const now = Date.parse('2026-03-01T10:00:10Z');
  it('has no length before the start', () => expect(elapsed(null, null, now)).toBeNull());
  it('lasts until now while open', () => expect(elapsed('2026-03-01T10:00:00Z', null, now)).toBe(10_000));
  it('stops at the end', () => expect(elapsed('2026-03-01T10:00:00Z', '2026-03-01T10:00:02Z', now)).toBe(2_000));
});

it('counts the first attempt, which has the number 0, as a try', () => expect(triesOf({ attempt: 0 })).toBe(1));
