import { describe, expect, test } from 'vitest';
import type { CasePatch } from '#lib/domain/case.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import { clashesOf, customKeysOf, decidedPatch, textOf } from './conflict.ts';

const current = {
  title: 'Their title',
  severity: 'high',
  tags: ['a', 'b'],
  vip: true,
  runbook: { key: 'cloud' },
  customFields: { region: 'us', team: 'red', added: 1 },
} as unknown as CaseView;
const refused = (patch: CasePatch, customKeys: string[] = []) => ({ patch, current, customKeys });

test('only what stands differently is a clash', () => {
  const patch: CasePatch = { title: 'My title', severity: 'high', tags: ['a', 'b'], runbook: 'cloud' };
  expect(clashesOf(refused(patch))).toEqual([{ id: 'title', name: 'Title', mine: 'My title', theirs: 'Their title' }]);
});

test('a refusal names custom fields by their keys, however they are written', () => {
  const pointers = ['/title', '/customFields/region', '/customFields/a~1b~0c', '/customFields'];
  expect(customKeysOf(pointers.map((pointer) => ({ pointer })))).toEqual(['region', 'a/b~c']);
});

describe('custom fields', () => {
  const patch = { customFields: { region: 'eu', team: 'blue' } };

  test('clash one by one, those alone that were refused, in the words of the house', () => {
    expect(clashesOf(refused(patch, ['region']))).toEqual([
      { id: 'customFields.region', name: 'Region', mine: 'eu', theirs: 'us' },
    ]);
    const words = { nameOf: () => 'Place', textOf: (key: string, value: unknown) => `${key}=${value}` };
    expect(clashesOf(refused(patch, ['region']), words)).toEqual([
      { id: 'customFields.region', name: 'Place', mine: 'region=eu', theirs: 'region=us' },
    ]);
    expect(clashesOf(refused({ customFields: {} }, ['region']))).toMatchObject([{ mine: '—', theirs: 'us' }]);
  });

  test('that are mine go over what stands there now; a field of theirs stays', () => {
    const conflict = refused({ title: 'Mine', ...patch }, ['region', 'team']);
    expect(decidedPatch(conflict, new Set())).toEqual({
      title: 'Mine',
      customFields: { region: 'eu', team: 'blue', added: 1 },
    });
    expect(decidedPatch(conflict, new Set(['title', 'customFields.team']))).toEqual({
      customFields: { region: 'eu', team: 'red', added: 1 },
    });
    expect(decidedPatch(conflict, new Set(['title', 'customFields.region', 'customFields.team']))).toEqual({});
    expect(decidedPatch(refused({ customFields: {} }, ['region']), new Set())).toEqual({
      customFields: { region: null, team: 'red', added: 1 },
    });
  });
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
