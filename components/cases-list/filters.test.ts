import { describe, expect, test } from 'vitest';
import { addressOf, changedBy, isFiltered, paramsOf, parseFilters } from './filters.ts';

const parse = (query: string) => parseFilters(new URLSearchParams(query));

describe('parseFilters', () => {
  test('lists by comma and by repetition, each value once, unknown ones left out', () => {
    const filters = parse('severity=high,critical&severity=high&severity=purple&state=triage&assignee=me,none');
    expect(filters.severity).toEqual(['high', 'critical']);
    expect(filters.state).toEqual(['triage']);
    expect(filters.assignee).toEqual(['me', 'none']);
  });

  test('a category may hold a comma', () => {
    expect(parse('category=Fraud%2C+cards&category=Cloud').category).toEqual(['Fraud, cards', 'Cloud']);
  });

  test('open cases by SLA unless the address says otherwise', () => {
    expect(parse('')).toMatchObject({ open: true, sort: 'sla', sla: null, q: null });
    expect(parse('open=false&sort=-updated&sla=breached&q=+vpn+')).toMatchObject({
      open: false,
      sort: '-updated',
      sla: 'breached',
      q: 'vpn',
    });
    expect(parse('sort=drop+table&sla=soon')).toMatchObject({ sort: 'sla', sla: null });
  });
});

test.each([
  '/cases',
  '/cases?severity=high&severity=critical',
  '/cases?category=Identity+%26+Access',
  '/cases?observable=203.0.113.7&open=false&sort=-created',
  '/cases?assignee=group%3Atier-2&store=milan-1&field=region%3Aeu&vip=true&createdFrom=-24h',
])('%s is its own shortest address', (address) => {
  expect(addressOf(parse(address.split('?')[1] ?? ''))).toBe(address);
});

test('the API gets the filters, and nothing where nothing is filtered', () => {
  expect(paramsOf(parse('assignee=scout&vip=false'))).toMatchObject({
    assignee: ['scout'],
    vip: false,
    open: true,
    sort: 'sla',
  });
  expect(paramsOf(parse('open=false')).open).toBeUndefined();
});

test('a search begins with its best hits, and a list with what is due next; a sort that was chosen stays', () => {
  const list = parse('');
  const search = changedBy(list, { q: 'vpn' });
  expect(search.sort).toBe('rank');
  expect(changedBy(search, { q: null }).sort).toBe('sla');
  expect(changedBy(changedBy(list, { sort: '-created' }), { q: 'vpn' }).sort).toBe('-created');
  expect(addressOf(search)).toBe('/cases?q=vpn');
});

test('sorting and closed cases are no filter', () => {
  expect(isFiltered(parse('open=false&sort=-created'))).toBe(false);
  expect(isFiltered(parse('tag=pci'))).toBe(true);
});
