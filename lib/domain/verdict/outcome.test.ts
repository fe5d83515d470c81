import { describe, expect, test } from 'vitest';
import { rankOf, SEVERITIES } from '../severity.ts';
import type { AutoCloseDecision } from './auto-close.ts';
import { outcomeOf, raisedTo } from './outcome.ts';

const close: AutoCloseDecision = { close: true, review: false };
const stay: AutoCloseDecision = { close: false, refusals: [{ code: 'vip', reason: 'The user is a VIP.' }] };

test.each([
  ['malicious', 'first', stay, false, 'escalate'],
  ['malicious', 'later', stay, false, 'escalate'],
  ['malicious', 'first', stay, true, 'note'],
  ['malicious', 'later', stay, true, 'note'],
  ['benign', 'first', close, false, 'resolve'],
  ['benign', 'first', stay, false, 'route'],
  ['benign', 'later', stay, false, 'note'],
  ['suspicious', 'first', stay, false, 'route'],
  ['suspicious', 'later', stay, true, 'note'],
  ['unknown', 'first', stay, false, 'route'],
  ['unknown', 'later', stay, false, 'note'],
] as const)('%s at the %s look: %j, escalated %s → %s', (verdict, pass, decision, escalated, outcome) => {
  expect(outcomeOf({ verdict, pass, decision, escalated })).toBe(outcome);
});

test('malice is never closed, whatever the guard says', () => {
  expect(outcomeOf({ verdict: 'malicious', pass: 'first', decision: close, escalated: false })).toBe('escalate');
});

describe('a raise', () => {
  test.each([
    ['informational', 'high', 'high'],
    ['low', 'informational', 'medium'],
    ['medium', 'high', 'high'],
    ['high', 'high', 'critical'],
    ['critical', 'high', 'critical'],
    ['low', 'critical', 'critical'],
  ] as const)('of %s to at least %s is %s', (severity, minimum, raised) => {
    expect(raisedTo(severity, minimum)).toBe(raised);
  });

  test('never lowers', () => {
    for (const severity of SEVERITIES)
      for (const minimum of SEVERITIES)
        expect(rankOf(raisedTo(severity, minimum))).toBeGreaterThanOrEqual(rankOf(severity));
  });
});
