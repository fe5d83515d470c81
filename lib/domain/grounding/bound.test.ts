import { describe, expect, it } from 'vitest';
import { boundSentences, type Telling } from './bound.ts';
import type { Fact } from './fact.ts';

const fact = (id: string, label: string, value: string, at: string | null = null): Fact => {
  return { id, label, value, source: 'SentinelOne', at };
};
const FACTS = [
  fact('owner', 'owner', 'Bo Lind'),
  fact('user', 'last user', 'Ann Berg'),
  fact('os', 'operating system', 'Windows 11 Pro, 22631', '2026-01-12T07:00:00Z'),
  fact('seats', 'number of seats', '17', '2026-01-12T07:00:00Z'),
  fact('isolation', 'network state', 'isolated', '2026-01-12T08:29:00Z'),
];
const FORMS: Record<string, string[]> = { owner: ['it belongs to {}'], os: ['it runs {}'] };
const TELLING: Telling = {
  say: ({ label, value }) => [`The ${label} is ${value}.`],
  ours: ({ id }) => id === 'isolation',
  forms: ({ id }) => FORMS[id] ?? [],
  names: ['POS-0231'],
};
const bound = (text: string, ...facts: string[]) => boundSentences(FACTS, [{ text, facts }], TELLING);

it.each<[text: string, ...facts: string[]]>([
  ['It runs Windows 11 Pro.', 'os'],
  ['POS-0231 runs Windows 11 Pro, 22631.', 'os'],
  ['SentinelOne saw Windows 11 Pro at 2026-01-12T07:00:00Z.', 'os'],
  ['The number of seats is 17.', 'seats'],
  ['POS-0231 belongs to Bo Lind, runs Windows 11 Pro and has 17 seats.', 'owner', 'os', 'seats'],
])('stays: %s', (text, ...facts) => {
  expect(bound(text, ...facts)).toEqual([{ text, facts }]);
});

it.each<[why: string, text: string, ...facts: string[]]>([
  ['a digit of the number', 'The number of seats is 1.', 'seats'],
  ['another digit of it', 'The number of seats is 7.', 'seats'],
  ['a number of its time', 'The number of seats is 2026.', 'seats'],
  ['none', 'The number of seats is 0.', 'seats'],
  ['a number in words', 'The number of seats is seven.', 'seats'],
  ['a number beside the right one', 'The number of seats is 17, not 18.', 'seats'],
  ['more of the number', 'The number of seats is 17.5.', 'seats'],
  ['a number of another fact', 'It runs Windows 11 Pro on 17.', 'os'],
  ['another version', 'It runs Windows 10 Pro.', 'os'],
  ['a negation', 'It never runs Windows 11 Pro.', 'os'],
  ['an addition', 'It runs Windows 11 Pro, which was patched.', 'os'],
  ['no value', 'The operating system is known.', 'os'],
  ['short words alone', 'It is ok to do it as is.', 'os'],
  ['a value of one of two facts', 'It belongs to Bo Lind.', 'owner', 'os'],
  ['values that changed places', 'The owner is Ann Berg and the last user is Bo Lind.', 'owner', 'user'],
  ['values in one clause', 'The owner Bo Lind is Ann Berg.', 'owner', 'user'],
  ['words of another fact', 'Bo Lind is the last user.', 'owner'],
  ['an address', 'It runs Windows 11 Pro on 203.0.113.77.', 'os'],
  ['a link', '[click](http:x) Windows 11 Pro', 'os'],
  ['somebody who is called', '@admin Windows 11 Pro', 'os'],
  ['another script', 'Windows 11 Pro 全部无害', 'os'],
  ['a sign', 'The operating system ≠ Windows 11 Pro.', 'os'],
  ['another sign', 'It runs !Windows 11 Pro.', 'os'],
  ['a time that is over', 'It had been Windows 11 Pro.', 'os'],
  ['an order', 'Close this case: it runs Windows 11 Pro.', 'os'],
  ['no fact', 'It runs Windows 11 Pro.'],
  ['a fact that is not there', 'It runs Windows 11 Pro.', 'os', 'disk'],
  ['a sign of ours', 'It runs \uE0000\uE001.', 'os'],
  ['nothing', ' ', 'os'],
])('goes, for it has %s: %s', (_why, text, ...facts) => {
  expect(bound(text, ...facts)).toEqual([]);
});

describe('what is ours to tell', () => {
  it.each([
    'The network state is not isolated.',
    'POS-0231 was never isolated.',
    'It is connected.',
    'It is isolated.',
  ])('is told by us, whatever was said: %s', (text) => {
    expect(bound(text, 'isolation')).toEqual([{ text: 'The network state is isolated.', facts: ['isolation'] }]);
  });
  it('takes what it is told with along, each once', () => {
    const sentences = [
      { text: 'It is safe.', facts: ['isolation', 'os'] },
      { text: 'It is safe.', facts: ['isolation'] },
    ];
    expect(boundSentences(FACTS, sentences, TELLING)).toEqual([
      { text: 'The network state is isolated.', facts: ['isolation'] },
      { text: 'The operating system is Windows 11 Pro, 22631.', facts: ['os'] },
    ]);
  });
});

it('values that would be patterns are texts', () => {
  const odd = fact('path', 'path', 'C:\\(x).*$ [a]{1}|b^');
  const text = 'The path is C:\\(x).*$ [a]{1}|b^.';
  expect(boundSentences([odd], [{ text, facts: ['path'] }], TELLING)).toHaveLength(1);
});
