import { expect, test } from 'vitest';
import { z } from 'zod';
import { many, texts } from './query.ts';

const colours = many(z.enum(['red', 'blue']));

test.each([
  ['red', ['red']],
  ['red,blue', ['red', 'blue']],
  [
    ['red', 'blue'],
    ['red', 'blue'],
  ],
  ['', undefined],
  [undefined, undefined],
])('of known words, %j means %j', (given, meant) => {
  expect(colours.parse(given)).toEqual(meant);
});

test('an unknown word is refused at its place', () => {
  expect(colours.safeParse('red,green').error?.issues[0]?.path).toEqual([1]);
});

test.each([
  ['Retail, EU', ['Retail, EU']],
  [
    ['Retail, EU', 'pci'],
    ['Retail, EU', 'pci'],
  ],
  [['', 'pci'], ['pci']],
  ['', undefined],
])('of free text, %j means %j', (given, meant) => {
  expect(texts().parse(given)).toEqual(meant);
});
