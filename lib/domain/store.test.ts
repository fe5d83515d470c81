import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networkOf, placeOf, rangesOf, StoreInput, type StoreMatch } from './store.ts';

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

describe('where a case is', () => {
  const match = (store: string, bits: number, family: 4 | 6 = 4): StoreMatch => ({
    ...{ store, name: store, bits, family },
    address: '10.1.2.3',
    network: `10.0.0.0/${bits}`,
  });
  test.each<[string, StoreMatch[], string | null]>([
    ['nothing matches', [], null],
    ['one', [match('rome', 16)], 'rome'],
    ['the longest prefix', [match('region', 8), match('rome', 24), match('milan', 16)], 'rome'],
    ['two of one store', [match('rome', 24), match('rome', 24)], 'rome'],
    ['two stores alike', [match('rome', 24), match('milan', 24), match('region', 8)], null],
    ['two families that agree', [match('rome', 24), match('rome', 64, 6)], 'rome'],
    ['two families that differ', [match('rome', 24), match('milan', 64, 6)], null],
  ])('%s', (_, matches, store) => {
    expect(placeOf(matches)?.store ?? null).toBe(store);
    expect(placeOf(matches.toReversed())?.store ?? null).toBe(store);
  });
});

describe('the ranges in which an address lies', () => {
  const matches = rangesOf([
    { key: 'region', name: 'Region', networks: ['10.0.0.0/8', 'fd00::/16'] },
    { key: 'rome', name: 'Rome', networks: ['10.1.2.0/24', '203.0.113.7/32'] },
    { key: 'milan', name: 'Milan', networks: ['10.1.2.0/24'] },
  ]);
  test.each([
    ['10.1.2.3', ['region 10.0.0.0/8', 'rome 10.1.2.0/24', 'milan 10.1.2.0/24']],
    ['10.1.3.3', ['region 10.0.0.0/8']],
    ['203.0.113.7', ['rome 203.0.113.7/32']],
    ['203.0.113.8', []],
    ['fd00::1', ['region fd00::/16']],
    ['fd01::1', []],
    ['no address', []],
  ])('%s', (address, ranges) => {
    expect(matches(address).map(({ store, network }) => `${store} ${network}`)).toEqual(ranges);
  });

  test('are those that hold it by arithmetic', () => {
    const range = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }));
    const number = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    fc.assert(
      fc.property(fc.ipV4(), fc.array(range), (address, ranges) => {
        const networks = [...new Set(ranges.map(([base, bits]) => networkOf(`${base}/${bits}`)!))];
        const holding = networks.filter((network) => {
          const [base, bits] = network.split('/');
          const size = 2 ** (32 - Number(bits));
          return Math.floor(number(base!) / size) === Math.floor(number(address) / size);
        });
        const found = rangesOf([{ key: 'a', name: 'A', networks }])(address);
        expect(found.map(({ network }) => network).sort()).toEqual(holding.sort());
      }),
    );
  });
});
