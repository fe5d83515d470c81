import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOT, rankRelated, rarity } from './related.ts';

const newer = (a: string, b: string) => (a > b ? -1 : 1);

test.each([
  [1, 100, false],
  [2, 100, true],
  [HOT, 1_000_000, true],
  [HOT + 1, 1_000_000, false],
])('held by %i of %i says something: %s', (holders, total, tells) => {
  expect(rarity(holders, total) > 0).toBe(tells);
});

test('the fewer hold it, the more it says; and it never says less than nothing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: HOT }),
      fc.integer({ min: 2, max: HOT }),
      fc.nat(2_000_000),
      (a, b, total) => {
        if (a < b && total > b) expect(rarity(a, total)).toBeGreaterThan(rarity(b, total));
        expect(rarity(a, total)).toBeGreaterThan(0);
      },
    ),
  );
});

test('a rare one outweighs a common one; ties go to the newer case; what nothing is shared with is left out', () => {
  const observables = [
    { id: 'rare', holders: 2 },
    { id: 'common', holders: 400 },
    { id: 'hot', holders: HOT + 1 },
  ];
  const held = [
    { caseId: 'c1', observableId: 'common' },
    { caseId: 'c2', observableId: 'common' },
    { caseId: 'c3', observableId: 'rare' },
    { caseId: 'c4', observableId: 'hot' },
    { caseId: 'c5', observableId: 'rare' },
    { caseId: 'c5', observableId: 'common' },
    { caseId: 'c5', observableId: 'common' },
  ];
  const ranked = rankRelated(observables, held, 1000, newer);
  expect(ranked.map((one) => one.id)).toEqual(['c5', 'c3', 'c2', 'c1']);
  expect(ranked[0]!.shared).toEqual(['rare', 'common']);
  expect(ranked[0]!.score).toBeCloseTo(rarity(2, 1000) + rarity(400, 1000));
});
