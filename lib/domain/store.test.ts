import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networkOf, StoreInput } from './store.ts';

test.each([
  ['10.20.30.40/16', '10.20.0.0/16'],
  ['10.20.0.0/16', '10.20.0.0/16'],
  ['192.0.2.7', '192.0.2.7/32'],
  ['2001:DB8:0:1::5/64', '2001:db8:0:1::/64'],
  ['2001:db8::1', '2001:db8::1/128'],
  ['0.0.0.0/0', '0.0.0.0/0'],
])('%s is %s', (text, network) => {
  expect(networkOf(text)).toBe(network);
});

test.each([
  '',
  'store',
  '10.20/16',
  '10.20.30/24',
  '010.1.1.1/8',
  '10.0.0.0/33',
  '10.0.0.0/',
  '1',
  '::1/129',
  '10.0.0.0-10.0.0.9',
])('%s is none', (text) => {
  expect(networkOf(text)).toBeNull();
});

test('every address of a range makes the same range', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, bits) => {
      const network = networkOf(`${address}/${bits}`)!;
      expect(networkOf(network)).toBe(network);
      expect(network.endsWith(`/${bits}`)).toBe(true);
    }),
  );
});

describe('a store', () => {
  const store = { name: 'Rome Termini', timeZone: 'Europe/Rome' };
  test('names each network once', () => {
    const networks = ['10.1.2.3/24', '10.1.2.0/24', ' 10.1.3.0/24 '];
    expect(StoreInput.parse({ ...store, networks }).networks).toEqual(['10.1.2.0/24', '10.1.3.0/24']);
  });
  test.each([
    [{ ...store, timeZone: 'Rome' }, ['timeZone']],
    [{ ...store, networks: ['10.1.2.3/24', 'x'] }, ['networks', 1]],
    [{ ...store, key: 'Rome 1' }, ['key']],
  ])('%j is refused', (input, path) => {
    expect(StoreInput.safeParse(input).error?.issues.map((issue) => issue.path)).toEqual([path]);
  });
});
