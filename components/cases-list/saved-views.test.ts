import { expect, test } from 'vitest';
import { parseFilters } from './filters.ts';
import { addressOfView, addressWithin, openedView } from './saved-views.ts';

const everything = { id: 'v1', query: '' };
const high = { id: 'v2', query: 'severity=high&sort=-created' };
const views = [everything, high];
const queryOf = (address: string) => new URLSearchParams(address.split('?')[1]);

test.each(views)('a view is shown where it was opened: %o', (view) => {
  expect(openedView(views, queryOf(addressOfView(view)))).toBe(view);
});

test.each(['/cases', '/cases?severity=high', '/cases?severity=low&view=v2', '/cases?view=gone'])(
  'no saved view is shown at %s',
  (address) => expect(openedView(views, queryOf(address))).toBeUndefined(),
);

test('another sort stays in the view, other filters leave it', () => {
  const filters = parseFilters(queryOf(addressOfView(high)));
  expect(addressWithin(high, { ...filters, sort: '-updated' })).toBe('/cases?severity=high&sort=-updated&view=v2');
  expect(addressWithin(high, { ...filters, severity: ['low'] })).toBe('/cases?severity=low&sort=-created');
  expect(addressWithin(undefined, parseFilters(new URLSearchParams()))).toBe('/cases');
});
