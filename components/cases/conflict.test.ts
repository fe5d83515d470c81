import { expect, test } from 'vitest';
import type { CaseView } from '#lib/domain/views/case.ts';
import { clashesOf, textOf } from './conflict.ts';

const current = {
  title: 'Their title',
  severity: 'high',
  tags: ['a', 'b'],
  vip: true,
  runbook: { key: 'cloud' },
} as unknown as CaseView;

test('only what stands differently is a clash', () => {
  expect(clashesOf({ title: 'My title', severity: 'high', tags: ['a', 'b'], runbook: 'cloud' }, current)).toEqual([
    { field: 'title', name: 'Title', mine: 'My title', theirs: 'Their title' },
  ]);
});

test.each([
  [null, '—'],
  [[], '—'],
  [['a', 'b'], 'a, b'],
  [false, 'No'],
  [{ region: 'eu-south-1', count: 3 }, 'region: eu-south-1\ncount: 3'],
])('%j reads as %j', (value, expected) => {
  expect(textOf(value)).toBe(expected);
});
