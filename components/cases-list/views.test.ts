import { expect, test } from 'vitest';
import { addressOf } from './filters.ts';
import { titleOf, VIEWS, viewOf } from './views.ts';

const queryOf = (address: string) => new URLSearchParams(address.split('?')[1]);

test.each(VIEWS)('$title is found by its own address, sorted any way', (view) => {
  const query = queryOf(addressOf(view.filters));
  expect(viewOf(query)).toBe(view);
  query.set('sort', '-created');
  expect(viewOf(query)).toBe(view);
});

test.each([
  ['/cases', 'All open'],
  ['/cases?open=false', 'All cases'],
  ['/cases?q=vpn&open=false', 'Search'],
  ['/cases?severity=high', 'Cases'],
])('%s is called %s', (address, title) => {
  expect(titleOf(queryOf(address))).toBe(title);
});
