import { expect, it } from 'vitest';
import { agreementWords, hrefOfFact } from './words.ts';

it.each([
  [{ agreed: 3, overturned: 1 }, '75%'],
  [{ agreed: 0, overturned: 2 }, '0%'],
  [{ agreed: 0, overturned: 0 }, '–'],
])('agreement of %j is %s', (counts, words) => {
  expect(agreementWords(counts)).toBe(words);
});

it.each([
  ['observable', 'o1', '/observables/o1'],
  ['device', 'o2', '/observables/o2'],
  ['similar', 'CASE-7', '/cases/CASE-7'],
  ['technique', 'T1059.001', 'https://attack.mitre.org/techniques/T1059/001/'],
  ['technique', '../x', null],
  ['case', 'case.title', null],
] as const)('a fact about a %s %s leads to %s', (kind, id, href) => {
  const fact = { id: 'f', label: 'l', value: 'v', source: null, at: null, speaks: 'nothing' as const };
  expect(hrefOfFact({ ...fact, about: { kind, id } })).toBe(href);
});
