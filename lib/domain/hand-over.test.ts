import { expect, test } from 'vitest';
import { briefOf, HandOverDecline, HandOverInput, isDecided } from './hand-over.ts';

const empty = { note: '', hypothesis: '', pendingApprovals: '', nextStep: '' };

test('the brief names what was written, in order, and nothing else', () => {
  expect(briefOf(empty)).toBe('');
  expect(briefOf({ ...empty, nextStep: 'Call the store', hypothesis: 'A lost laptop' })).toBe(
    '**Hypothesis:** A lost laptop\n\n**Next step:** Call the store',
  );
});

test.each([
  [[], true],
  [['accepted', 'declined', 'lapsed', 'withdrawn'], true],
  [['accepted', 'pending'], false],
] as const)('%j is decided: %s', (statuses, decided) => {
  expect(isDecided(statuses.map((status) => ({ status })))).toBe(decided);
});

test.each<[{ items: object[] }, string]>([
  [{ items: [] }, 'no case'],
  [{ items: [{ case: 'CASE-1' }, { case: 'case-1' }] }, 'one twice'],
  [{ items: [{ case: 'CASE-0' }] }, 'no key'],
  [{ items: [{ case: 'CASE-1', owner: 'x' }] }, 'an unknown field'],
])('%j is refused: %s', (more) => {
  expect(HandOverInput.safeParse({ to: 'carl@retail.example', ...more }).success).toBe(false);
});

test('declining without a word is refused', () => {
  expect(HandOverDecline.safeParse({ reason: '  ' }).success).toBe(false);
  expect(HandOverDecline.parse({ reason: ' Away. ' })).toEqual({ reason: 'Away.' });
});
