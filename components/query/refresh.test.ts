import { expect, test } from 'vitest';
import { staleBy } from './refresh.ts';

test.each([
  [{ name: 'case/updated', key: 'CASE-7' }, [['cases'], ['case', 'CASE-7']]],
  [{ name: 'case/observable.added', key: 'CASE-7' }, [['cases'], ['case', 'CASE-7'], ['observables']]],
  [{ name: 'wiz/issue.received', deliveryId: 'd1' }, [['deliveries'], ['runs', 'list']]],
])('%o', (message, expected) => {
  expect(staleBy(message)).toEqual(expected);
});
