import { describe, expect, test } from 'vitest';
import { compileAllowList } from './observables/index.ts';
import { OwnAssetInput } from './own-asset.ts';

const canonical = (kind: string, value: string, type?: string) => OwnAssetInput.parse({ kind, value, type }).value;

test.each([
  ['domain_suffix', '*.Retail.Example.', undefined, 'retail.example'],
  ['domain_suffix', '.shop.corp.local', undefined, 'shop.corp.local'],
  ['domain_suffix', 'internal', undefined, 'internal'],
  ['domain_suffix', 'bücher.example', undefined, 'xn--bcher-kva.example'],
  ['cidr', '192.0.2.77/24', undefined, '192.0.2.0/24'],
  ['cidr', '192.0.2.77', undefined, '192.0.2.77/32'],
  ['cidr', '10.0.0.0/8', undefined, '10.0.0.0/8'],
  ['cidr', '2001:DB8::1/32', undefined, '2001:db8::/32'],
  ['exact', 'POS-7', undefined, 'pos-7'],
  ['exact', 'Ann@Retail.Example', 'email', 'Ann@retail.example'.toLowerCase()],
])('%s %s becomes %s', (kind, value, type, expected) => {
  expect(canonical(kind, value, type)).toBe(expected);
});

describe('refused with a pointer', () => {
  test.each([
    ['domain_suffix', 'com', undefined, 'value'],
    ['domain_suffix', 'co.uk', undefined, 'value'],
    ['domain_suffix', 'not a host', undefined, 'value'],
    ['cidr', '0.0.0.0/0', undefined, 'value'],
    ['cidr', '::/0', undefined, 'value'],
    ['cidr', '192.0.2.0/33', undefined, 'value'],
    ['cidr', 'retail.example', undefined, 'value'],
    ['exact', '999.1.1.1', 'ipv4', 'value'],
    ['exact', '  ', undefined, 'value'],
    ['cidr', '192.0.2.0/24', 'ipv4', 'type'],
    ['all', 'x', undefined, 'kind'],
  ])('%s %s', (kind, value, type, field) => {
    const { error } = OwnAssetInput.safeParse({ kind, value, type });
    expect(error?.issues.map(({ path }) => path[0])).toContain(field);
  });
});

test('what is accepted covers what it says', () => {
  const own = compileAllowList(
    [
      { kind: 'domain_suffix', value: '*.Retail.Example' },
      { kind: 'cidr', value: '192.0.2.77/24' },
      { kind: 'exact', value: 'POS-7' },
    ].map((entry) => {
      const { kind, value } = OwnAssetInput.parse(entry);
      return { kind, value };
    }),
  );
  expect(own.match({ type: 'hostname', value: 'pos1.retail.example' })).not.toBeNull();
  expect(own.match({ type: 'ipv4', value: '192.0.2.1' })).not.toBeNull();
  expect(own.match({ type: 'device', value: 'pos-7' })).not.toBeNull();
  expect(own.match({ type: 'ipv4', value: '198.51.100.1' })).toBeNull();
});
