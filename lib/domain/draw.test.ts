import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DrawCandidate, type DrawRequest, drawn, poolOf } from './draw.ts';

const now = new Date('2026-01-12T12:00:00.000Z');
const request: DrawRequest = { now, roles: ['analyst'], groups: [], exclude: [] };
const candidate = (id: string, more: Partial<DrawCandidate> = {}): DrawCandidate => ({
  id,
  name: id,
  kind: 'user',
  role: 'analyst',
  tier: 2,
  skills: [],
  groups: [],
  eligible: true,
  disabled: false,
  onCall: false,
  openCases: 0,
  lastAssignedAt: null,
  shift: null,
  onShift: true,
  onShiftSince: null,
  ...more,
});
const off = { onShift: false } as const;
const ids = (all: DrawCandidate[], more: Partial<DrawRequest> = {}) => {
  const pool = poolOf(all, { ...request, ...more });
  return pool && `${pool.from}: ${pool.candidates.map(({ id }) => id).join(' ')}`;
};

describe('a draw is among', () => {
  it.each<[name: string, all: DrawCandidate[], more: Partial<DrawRequest>, expected: string | null]>([
    ['whoever is on shift, however busy', [candidate('b', { openCases: 90 }), candidate('a')], {}, 'shift: a b'],
    ['nobody off shift', [candidate('a', off), candidate('b')], {}, 'shift: b'],
    [
      'who is on call, where nobody is on shift',
      [candidate('a', { ...off, onCall: true }), candidate('b', off)],
      {},
      'on_call: a',
    ],
    ['nobody', [candidate('a', off)], {}, null],
    ['no other role', [candidate('a', { role: 'lead' }), candidate('b')], {}, 'shift: b'],
    ['the roles that are asked for', [candidate('a', { role: 'lead' })], { roles: ['lead'] }, 'shift: a'],
    ['no role that can own no case', [candidate('a', { role: 'viewer' })], { roles: ['viewer'] }, null],
    ['a group', [candidate('a', { groups: ['Night'] }), candidate('b')], { groups: ['night'] }, 'shift: a'],
    ['nobody who is excluded', [candidate('a'), candidate('b')], { exclude: ['a'] }, 'shift: b'],
    [
      'no program, nobody who is disabled or not eligible',
      [candidate('a', { kind: 'ai' }), candidate('b', { disabled: true }), candidate('c', { eligible: false })],
      {},
      null,
    ],
  ])('%s', (_name, all, more, expected) => {
    expect(ids(all, more)).toBe(expected);
  });
});

it('each number means one candidate, and each candidate one number, in any order of the rows', () => {
  const rows = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(rows, (names) => {
      const one = poolOf(
        names.map((id) => candidate(id)),
        request,
      )!;
      const other = poolOf(
        names.toReversed().map((id) => candidate(id)),
        request,
      )!;
      const all = names.map((_, number) => drawn(one, number).id);
      expect(all).toEqual(names.map((_, number) => drawn(other, number).id));
      expect(new Set(all)).toEqual(new Set(names));
      expect(() => drawn(one, names.length)).toThrow(RangeError);
    }),
  );
});
