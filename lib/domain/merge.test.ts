import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HeldObservable, joinHeld, type Mergeable, refuseMerge, sameHeld } from './merge.ts';
import { OBSERVABLE_ROLES } from './observables/types.ts';

const held: fc.Arbitrary<HeldObservable> = fc.record({
  observableId: fc.constant('o1'),
  role: fc.constantFrom(...OBSERVABLE_ROLES),
  key: fc.boolean(),
  origins: fc.uniqueArray(
    fc.oneof(
      fc.record({ path: fc.constantFrom('/a', '/b', 'manual') }),
      fc.record({ path: fc.constantFrom('/a', '/b'), deliveryId: fc.constantFrom('d1', 'd2') }),
    ),
    { selector: (origin) => JSON.stringify(origin) },
  ),
  addedBy: fc.constant({ kind: 'system', id: 'system', name: 'Watchfloor' } as const),
  firstSeen: fc.constantFrom('2026-01-12T12:00:00.000Z', '2026-01-13T12:00:00.000Z'),
});

test('joining keeps the stronger role, the flag, the first sight and every origin once', () => {
  fc.assert(
    fc.property(held, held, (a, b) => {
      const joined = joinHeld(a, b);
      const places = (one: HeldObservable) => one.origins.map((origin) => `${origin.path} ${origin.deliveryId}`);
      expect(new Set(places(joined))).toEqual(new Set([...places(a), ...places(b)]));
      expect(new Set(places(joined)).size).toBe(joined.origins.length);
      expect(joined.key).toBe(a.key || b.key);
      expect([a.firstSeen, b.firstSeen].every((at) => joined.firstSeen <= at)).toBe(true);
      expect(joined.role).toBe(joinHeld(b, a).role);
      expect(sameHeld(joinHeld(joined, b), joined)).toBe(true);
    }),
  );
});

test('twenty origins are kept, the survivor’s first', () => {
  const [one] = fc.sample(held, 1);
  const many = (name: string) => Array.from({ length: 15 }, (_, n) => ({ path: `/${name}/${n}` }));
  const joined = joinHeld({ ...one!, origins: many('a') }, { ...one!, origins: many('b') });
  expect(joined.origins).toHaveLength(20);
  expect(joined.origins.slice(0, 15)).toEqual(many('a'));
});

test('the order of an object’s keys is no difference', () => {
  const [one] = fc.sample(held, 1);
  const a = { ...one!, origins: [{ path: '/a', deliveryId: 'd' }] };
  const b = { ...one!, origins: [{ deliveryId: 'd', path: '/a' }] };
  expect(sameHeld(a, b)).toBe(true);
  expect(sameHeld(a, { ...b, role: b.role === 'own' ? 'victim' : 'own' })).toBe(false);
});

describe('a merge', () => {
  const of = (key: string, more: Partial<Mergeable> = {}): Mergeable => ({
    ...{ key, open: true, restricted: false, subjectMemberId: null, assigneeId: null, mergedInto: null },
    ...more,
  });
  const [a, b] = ['CASE-1', 'CASE-2'] as const;
  test.each([
    ['two open ones', of(a), of(b), null],
    ['an ended one into an open one', of(a, { open: false }), of(b), null],
    ['two ended ones', of(a, { open: false }), of(b, { open: false }), null],
    ['itself', of(a), of(a), /itself/],
    ['what was merged', of(a, { mergedInto: 'CASE-3' }), of(b), /merged into CASE-3 already/],
    ['into what was merged', of(a), of(b, { mergedInto: 'CASE-3' }), /merge into that one/],
    ['open work into an ended one', of(a), of(b, { open: false }), /reopen CASE-2/],
    ['restricted into plain', of(a, { restricted: true }), of(b), /restricted/],
    ['plain into restricted', of(a), of(b, { restricted: true }), /restricted/],
    ['two subjects', of(a, { subjectMemberId: 'x' }), of(b, { subjectMemberId: 'y' }), /two different members/],
    ['one subject', of(a, { subjectMemberId: 'x' }), of(b, { subjectMemberId: 'x' }), null],
    ['a subject that owns', of(a, { subjectMemberId: 'x' }), of(b, { assigneeId: 'x' }), /owner of CASE-2/],
  ])('of %s', (_, source, into, refused) => {
    const said = refuseMerge(source, into);
    if (refused) expect(said).toMatch(refused);
    else expect(said).toBeNull();
  });
});
