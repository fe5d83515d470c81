import { expect, test } from 'vitest';
import { diffOf } from './record.ts';

const moment = new Date('2026-01-12T12:00:00.000Z');

test.each([
  ['the same', { a: 1 }, { a: 1 }, {}],
  ['another value', { a: 1, b: 1 }, { a: 2 }, { a: { from: 1, to: 2 } }],
  ['a field that was not there', {}, { a: 'x' }, { a: { from: null, to: 'x' } }],
  ['null for nothing', {}, { a: null }, {}],
  ['undefined: not set', { a: 1 }, { a: undefined }, {}],
  ['null for a value', { a: 1 }, { a: null }, { a: { from: 1, to: null } }],
  ['keys in another order', { a: { x: 1, y: [{ p: 1, q: 2 }] } }, { a: { y: [{ q: 2, p: 1 }], x: 1 } }, {}],
  ['a list in another order', { a: [1, 2] }, { a: [2, 1] }, { a: { from: [1, 2], to: [2, 1] } }],
  ['equal moments', { a: moment }, { a: new Date(moment) }, {}],
  ['a key fewer', { a: { x: 1, y: 2 } }, { a: { x: 1 } }, { a: { from: { x: 1, y: 2 }, to: { x: 1 } } }],
])('%s', (_name, before, after, diff) => {
  expect(diffOf(before, after)).toEqual(diff);
});
