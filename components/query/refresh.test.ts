import { expect, test } from 'vitest';
import { staleBy } from './refresh.ts';

test.each([
  [{ name: 'case/updated', key: 'CASE-7' }, [['cases'], ['case-counts'], ['figures'], ['case', 'CASE-7']]],
  [
    { name: 'case/assigned', key: 'CASE-7' },
    [['cases'], ['case-counts'], ['figures'], ['case', 'CASE-7'], ['hand-overs', 'draft'], ['scout']],
  ],
  [
    { name: 'case/state.changed', key: 'CASE-7' },
    [['cases'], ['case-counts'], ['figures'], ['case', 'CASE-7'], ['scout']],
  ],
  [{ name: 'hand_over/changed' }, [['hand-overs']]],
  [{ name: 'case/presence.changed', key: 'CASE-7' }, [['onlookers', 'CASE-7']]],
  [
    { name: 'case/observable.added', key: 'CASE-7' },
    [['cases'], ['case-counts'], ['figures'], ['case', 'CASE-7'], ['observables'], ['devices']],
  ],
  [
    { name: 'observable/verdict.changed', key: 'CASE-7' },
    [['observables'], ['cases'], ['case-counts'], ['case', 'CASE-7']],
  ],
  [{ name: 'device/changed' }, [['devices']]],
  [{ name: 'settings/changed', setting: 'member' as const }, [['members'], ['me']]],
  [{ name: 'settings/changed', setting: 'view' as const }, [['case-counts', 'saved']]],
  [{ name: 'wiz/issue.received', deliveryId: 'd1' }, [['deliveries'], ['runs', 'list']]],
])('%o', (message, expected) => {
  expect(staleBy(message)).toEqual(expected);
});
