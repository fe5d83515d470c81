import { expect, test } from 'vitest';
import type { HandOverDraftItem } from '#lib/domain/views/hand-over.ts';
import { isEmptyOffer, itemsOf, startOf } from './offer-words.ts';

const item = (key: string, offered = false) =>
  ({
    case: { key },
    nextStep: `Next of ${key}`,
    offeredTo: offered ? { id: 'c', name: 'Carl', kind: 'user' } : null,
  }) as HandOverDraftItem;
const empty = { note: '', hypothesis: '', pendingApprovals: '' };

test('all cases go along with their next steps, except those that are offered already', () => {
  expect(itemsOf([item('CASE-1'), item('CASE-2', true)], {})).toEqual([
    { case: 'CASE-1', ...empty, nextStep: 'Next of CASE-1' },
  ]);
});

test('what was written goes along, what was left out does not', () => {
  const items = [item('CASE-1'), item('CASE-2')];
  const words = {
    'CASE-1': { ...startOf(items[0]!), included: false },
    'CASE-2': { ...startOf(items[1]!), hypothesis: 'A lost laptop', nextStep: '' },
  };
  expect(itemsOf(items, words)).toEqual([{ case: 'CASE-2', ...empty, hypothesis: 'A lost laptop', nextStep: '' }]);
  expect(isEmptyOffer([items[0]!], words)).toBe(true);
  expect(isEmptyOffer(items, words)).toBe(false);
});
