import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedKeys, joinCustomFields, patchedFields } from './custom-field-merge.ts';

test.each([
  [{ a: 1 }, { a: 1 }, []],
  [{ a: 1, b: 2 }, { b: 2, a: 3 }, ['a']],
  [{ a: ['x'] }, { a: ['x'], b: true }, ['b']],
  [{ a: null }, {}, []],
  [{}, { constructor: 'x' }, ['constructor']],
])('%j against %j differ in %j', (before, after, keys) => {
  expect(changedKeys(before, after)).toEqual(keys);
});

describe('two who began from { a: 1, b: 2 }', () => {
  const read = { a: 1, b: 2 };
  test.each([
    ['of different fields keep both', { a: 1, b: 3 }, { a: 9, b: 2 }, ['a'], { a: 9, b: 3 }, []],
    ['of one field clash', { a: 5, b: 2 }, { a: 9, b: 2 }, ['a'], null, ['a']],
    ['of one field to the same agree', { a: 9, b: 2 }, { a: 9, b: 2 }, ['a'], { a: 9, b: 2 }, []],
    ['of whom one takes a field away and one changes it clash', { a: 5, b: 2 }, { b: 2 }, ['a'], null, ['a']],
    ['of whom one takes a field away keep the other’s', { b: 2 }, { a: 1, b: 7 }, ['b'], { b: 7 }, []],
    ['see a new field of the other', { a: 4, b: 2 }, { a: 1, b: 2, c: 3 }, ['c'], { a: 4, b: 2, c: 3 }, []],
  ])('%s', (_, mine, now, moved, fields, clashes) => {
    const joined = joinCustomFields({ read, mine, now, moved });
    expect(joined.clashes).toEqual(clashes);
    if (fields) expect(joined.fields).toEqual(fields);
  });

  test('clash in every moved field that they send otherwise, where nobody knows what was read', () => {
    const joined = joinCustomFields({ read: null, mine: read, now: { a: 9, b: 2 }, moved: ['a', 'b'] });
    expect(joined.clashes).toEqual(['a']);
  });
});

const values = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 2 }));

test('nobody’s change is lost: without a clash, what each of two changed is so in the end', () => {
  fc.assert(
    fc.property(values, values, values, (read, now, mine) => {
      const { fields, clashes } = joinCustomFields({ read, mine, now, moved: changedKeys(read, now) });
      const of = (set: Record<string, unknown>, key: string) => set[key] ?? null;
      if (clashes.length > 0) {
        for (const key of clashes) {
          expect(changedKeys(read, mine)).toContain(key);
          expect(changedKeys(read, now)).toContain(key);
          expect(changedKeys(mine, now)).toContain(key);
        }
        return;
      }
      for (const key of changedKeys(read, mine)) expect(of(fields, key)).toEqual(of(mine, key));
      for (const key of changedKeys(read, now)) expect(of(fields, key)).toEqual(of(now, key));
    }),
  );
});

test('a patch keeps what it does not name, and null empties', () => {
  expect(patchedFields({ a: 1, b: 2, held: null }, { b: null, c: 3, d: null })).toEqual({ a: 1, c: 3, held: null });
  expect(patchedFields({ a: 1 }, {})).toEqual({ a: 1 });
});
