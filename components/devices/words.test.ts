import { expect, test } from 'vitest';
import { marksOf, sourceState, valueWords } from './words.ts';

const said = (value: string | boolean) => ({
  value,
  source: 'sentinelone' as const,
  at: '2026-01-12T08:00:00.000Z',
  why: '',
});

test.each([
  [{}, []],
  [{ agentActive: said(true) }, ['Agent active']],
  [{ agentActive: said(true), infected: said(false) }, ['Agent healthy']],
  [{ agentActive: said(true), infected: said(false), agentUpToDate: said(false) }, ['Agent outdated']],
  [{ agentActive: said(true), isolation: said('connected'), compliant: said(true) }, ['Agent active']],
  [{ agentActive: said(true), isolation: said('isolated'), infected: said(true) }, ['Infected', 'Isolated']],
  [{ agentActive: said(false), compliant: said(false) }, ['Agent not active', 'Not compliant']],
  [{ isolation: said('releasing') }, ['Being released']],
])('%o is marked %j', (fields, marks) => {
  expect(marksOf(fields).map(({ text }) => text)).toEqual(marks);
});

test.each([
  ['compliant', false, 'Not compliant'],
  ['isolation', 'isolated', 'Isolated'],
  ['os', 'Windows', 'Windows'],
  ['activeThreats', 2, '2'],
] as const)('%s %s reads %s', (field, value, words) => {
  expect(valueWords(field, value)).toBe(words);
});

const at = '2026-01-12T08:00:00.000Z';
test.each([
  [{ state: null, triedAt: null, answeredAt: null }, 'was not asked yet'],
  [{ state: 'answered', triedAt: at, answeredAt: at }, 'knows it'],
  [{ state: 'failed', triedAt: at, answeredAt: null }, 'gave no answer'],
  [
    { state: 'failed', triedAt: at, answeredAt: '2026-01-11T08:00:00.000Z' },
    'gave no answer; what it said before is shown',
  ],
  [{ state: 'off', triedAt: at, answeredAt: null }, 'was not asked'],
] as const)('%o: %s', (source, words) => {
  expect(sourceState({ source: 'axonius', note: '', ...source })).toBe(words);
});
