import { expect, test } from 'vitest';
import type { CustomFieldView } from '#lib/domain/views/settings.ts';
import { fieldRows, valueFrom, withValue } from './field-rows.ts';

const field = (key: string, more: Partial<CustomFieldView> = {}): CustomFieldView => ({
  ...{
    key,
    label: key.toUpperCase(),
    hint: '',
    type: 'text',
    options: [],
    requiredAtClose: false,
    position: 0,
    retired: false,
  },
  ...more,
});

test('defined fields come first in their order, then what else is there, by the type of its value', () => {
  const defined = [field('b', { position: 2 }), field('a', { position: 1, type: 'select', options: ['x'] })];
  const rows = fieldRows(defined, { region: 'eu', count: 3, list: ['x'], b: 'text' });
  expect(rows.map(({ key, value, editor }) => [key, value, editor?.type ?? null])).toEqual([
    ['a', undefined, 'select'],
    ['b', 'text', 'text'],
    ['region', 'eu', 'text'],
    ['count', 3, 'number'],
    ['list', ['x'], null],
  ]);
});

test('a retired field stands where the case has a value, and is not edited', () => {
  expect(fieldRows([field('a', { retired: true })], {})).toEqual([]);
  expect(fieldRows([field('a', { retired: true })], { a: 'x' })).toMatchObject([{ value: 'x', editor: null }]);
});

test.each([
  ['x', { a: 'x', b: 1 }],
  [0, { a: 0, b: 1 }],
  [null, { a: null, b: 1 }],
  ['', { a: null, b: 1 }],
  [[], { a: null, b: 1 }],
])('set to %j', (value, expected) => {
  expect(withValue({ a: 'old', b: 1 }, 'a', value)).toEqual(expected);
});

test.each([
  ['number', ' 4.5 ', 4.5],
  ['number', 'four', undefined],
  ['number', '', null],
  ['text', ' four ', 'four'],
] as const)('%s %j means %j', (type, text, value) => {
  expect(valueFrom(type, text)).toBe(value);
});
