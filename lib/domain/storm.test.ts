import { expect, test } from 'vitest';
import { z } from 'zod';
import { decideStorm, minutesOf, type RunningStorm, ruleWords, STORM_PARAMETERS, stormGuardOf } from './storm.ts';

const now = new Date('2026-03-10T12:00:00Z');
const LIMITS = { cases: 30, windowMs: 60_000, quietMs: 600_000 };
const storm = (open: boolean, minutesAgo: number): RunningStorm => ({
  open,
  lastEventAt: new Date(now.getTime() - minutesAgo * 60_000),
});

test.each<[string, number, RunningStorm | null, ReturnType<typeof decideStorm>]>([
  ['the first', 1, null, 'open'],
  ['the last that may', 30, null, 'open'],
  ['the one after it', 31, null, 'begin'],
  ['in a storm', 32, storm(true, 0), 'collect'],
  ['in a storm whose window is new', 1, storm(true, 9.9), 'collect'],
  ['a storm that was quiet', 1, storm(true, 10), 'open'],
  ['a storm that was quiet, and there are many again', 31, storm(true, 10), 'begin'],
  ['somebody ended the case of a storm that goes on', 2, storm(false, 1), 'begin'],
  ['its case is ended and it is quiet', 2, storm(false, 11), 'open'],
])('%s', (_name, opened, running, expected) => {
  expect(decideStorm(LIMITS, { opened, storm: running, now })).toBe(expected);
});

test('a guard has the shipped limits, and a rule that can be stored', () => {
  const shipped = z.strictObject(STORM_PARAMETERS).parse({});
  expect(stormGuardOf(shipped, ' LsassDump ')).toEqual({ rule: 'LsassDump', ...LIMITS });
  expect(stormGuardOf(shipped, null)?.rule).toBe('');
  expect(stormGuardOf(shipped, 'x\0'.repeat(300))?.rule).toBe('x'.repeat(100));
  expect(stormGuardOf({ ...shipped, stormGuard: false }, 'x')).toBeNull();
});

test('its words', () => {
  expect([ruleWords('LsassDump', 'crowdstrike'), ruleWords('', 'wiz')]).toEqual(['“LsassDump” of crowdstrike', 'wiz']);
  expect([30_000, 60_000, 300_000].map(minutesOf)).toEqual(['1 minute', '1 minute', '5 minutes']);
});
