import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CUSTOM_FIELD_TYPES,
  CustomFieldInput,
  type CustomFieldRule,
  type CustomFieldType,
  customFieldProblems,
  missingAtClose,
} from './custom-field.ts';

const rule = (type: CustomFieldType, more: Partial<CustomFieldRule> = {}): CustomFieldRule => ({
  key: 'field',
  label: 'Field',
  type,
  options: type === 'select' || type === 'multi_select' ? ['POS', 'Online'] : [],
  requiredAtClose: false,
  retired: false,
  ...more,
});
type Value = Parameters<typeof customFieldProblems>[2][string];
const problemOf = (type: CustomFieldType, value: Value) => customFieldProblems([rule(type)], {}, { field: value })[0];

describe('what a type takes', () => {
  test.each<[CustomFieldType, Value]>([
    ['text', 'Any words'],
    ['number', -1.5],
    ['date', '2024-02-29'],
    ['select', 'POS'],
    ['multi_select', ['Online', 'POS']],
    ['user', 'ann@retail.example'],
    ['url', 'https://wiki.retail.example/a?b=c'],
  ])('%s takes %j', (type, value) => {
    expect(problemOf(type, value)).toBeUndefined();
  });

  test.each<[CustomFieldType, Value, string]>([
    ['text', 5, '“Field” takes a text.'],
    ['number', '5', '“Field” takes a number.'],
    ['date', '2023-02-29', '“Field” takes a day such as 2026-01-31.'],
    ['date', '2026-1-31', '“Field” takes a day such as 2026-01-31.'],
    ['date', '2026-01-31T00:00:00Z', '“Field” takes a day such as 2026-01-31.'],
    ['select', 'pos', '“Field” takes one of POS, Online.'],
    ['select', ['POS'], '“Field” takes one of POS, Online.'],
    ['multi_select', 'POS', '“Field” takes a list of POS, Online.'],
    ['multi_select', ['POS', 'Till'], '“Field” takes a list of POS, Online.'],
    ['user', true, '“Field” takes a member’s id.'],
    ['url', 'javascript:alert(1)', '“Field” takes an http or https address.'],
    ['url', 'wiki', '“Field” takes an http or https address.'],
  ])('%s takes no %j', (type, value, message) => {
    expect(problemOf(type, value)).toEqual({ key: 'field', message });
  });

  test.each(CUSTOM_FIELD_TYPES)('%s can be emptied', (type) => {
    for (const value of [null, '', []]) expect(problemOf(type, value)).toBeUndefined();
  });
});

test('what a case has already is left alone, and what nobody defined is free', () => {
  const before = { field: 'gone option', other: 1 };
  expect(customFieldProblems([rule('select')], before, { field: 'gone option', mine: [] })).toEqual([]);
  expect(customFieldProblems([rule('text', { retired: true })], before, before)).toEqual([]);
  expect(customFieldProblems([rule('text', { retired: true })], before, { field: 'new' })).toEqual([
    { key: 'field', message: 'The field “Field” is retired and takes no new value.' },
  ]);
});

test('no value of another JSON type passes', () => {
  const value = fc.oneof(
    // A blank text is no value.
    fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.array(fc.string(), { minLength: 1 }),
  );
  const kinds: Record<CustomFieldType, (value: unknown) => boolean> = {
    text: (one) => typeof one === 'string',
    number: (one) => Number.isFinite(one),
    date: (one) => typeof one === 'string',
    select: (one) => typeof one === 'string',
    multi_select: Array.isArray,
    user: (one) => typeof one === 'string',
    url: (one) => typeof one === 'string',
  };
  fc.assert(
    fc.property(fc.constantFrom(...CUSTOM_FIELD_TYPES), value, (type, one) => {
      if (problemOf(type, one) === undefined) expect(kinds[type](one)).toBe(true);
    }),
  );
});

test('what must be filled in before a case closes', () => {
  const rules = [
    rule('text', { key: 'cause', requiredAtClose: true }),
    rule('number', { key: 'loss', requiredAtClose: true }),
    rule('text', { key: 'old', requiredAtClose: true, retired: true }),
    rule('text', { key: 'note' }),
  ];
  expect(missingAtClose(rules, { cause: ' ', loss: 0 }).map(({ key }) => key)).toEqual(['cause']);
  expect(missingAtClose(rules, {}).map(({ key }) => key)).toEqual(['cause', 'loss']);
  expect(missingAtClose(rules, { cause: 'Phished', loss: 0 })).toEqual([]);
});

test.each([
  [{ label: 'Channel', type: 'select' }, false],
  [{ label: 'Channel', type: 'select', options: ['POS', 'POS'] }, true],
  [{ label: 'Note', type: 'text', options: ['a'] }, false],
  [{ label: 'Note', type: 'text' }, true],
  [{ label: 'Note', type: 'text', key: 'Über' }, false],
  [{ label: 'Note', type: 'json' }, false],
])('the definition %j: %s', (input, valid) => {
  expect(CustomFieldInput.safeParse(input).success).toBe(valid);
});
