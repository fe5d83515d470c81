import { expect, test } from 'vitest';
import type { ObservableType } from '../observables/types.ts';
import { NOTHING_LEAVES, type OutboundPolicy, outboundOf } from './outbound.ts';
import { ENRICHMENT_SOURCES } from './sources.ts';

const ask = (
  type: ObservableType,
  value: string,
  more: { tlp?: string; own?: boolean } = {},
  policy: Partial<OutboundPolicy> = {},
) =>
  outboundOf(
    'virustotal',
    { type, value, tlp: more.tlp ?? null, own: more.own ?? false },
    { ...NOTHING_LEAVES, ...policy },
  );

test.each<[ObservableType, string]>([
  ['ipv4', '203.0.113.77'],
  ['ipv6', '2001:db8::bad'],
  ['domain', 'bad.example'],
  ['hostname', 'cdn.bad.example'],
  ['md5', '44d88612fea8a8f36de82e1278abb02f'],
])('a public %s goes as it is', (type, value) => {
  for (const source of ENRICHMENT_SOURCES)
    expect(outboundOf(source, { type, value, tlp: 'amber', own: false })).toEqual({
      ask: true,
      indicator: { type, value },
      shortened: false,
    });
});

test.each<[name: string, ReturnType<typeof ask>, RegExp]>([
  ['an e-mail address', ask('email', 'maria.rossi@retail.example'), /type email/],
  ['a user', ask('user', 'maria.rossi'), /type user/],
  ['a command line', ask('command_line', 'curl bad.example'), /type command_line/],
  ['a weakness', ask('cve', 'CVE-2021-44228'), /type cve/],
  ['a private address', ask('ipv4', '10.20.30.40'), /internal/],
  ['a name of our own network', ask('hostname', 'dc01.corp.local'), /internal/],
  ['a link to a private address', ask('url', 'http://192.168.1.7/x'), /internal/],
  ['our own', ask('ipv4', '198.51.100.7', { own: true }), /our own/],
  ['what is marked TLP:RED', ask('ipv4', '203.0.113.77', { tlp: 'red' }), /TLP:RED/],
  ['what is marked in capitals', ask('ipv4', '203.0.113.77', { tlp: 'RED' }), /TLP:RED/],
])('%s stays in the house', (_, decision, reason) => {
  expect(decision).toEqual({ ask: false, reason: expect.stringMatching(reason) });
});

test('a link goes without its query string, its fragment and who signed in', () => {
  const url = 'https://user:pw@bad.example/reset?email=maria.rossi%40retail.example&token=1#top';
  expect(ask('url', url)).toEqual({
    ask: true,
    indicator: { type: 'url', value: 'https://bad.example/reset' },
    shortened: true,
  });
  expect(ask('url', 'https://bad.example/reset')).toMatchObject({ ask: true, shortened: false });
  expect(ask('url', url, {}, { sendQueryStrings: true })).toMatchObject({
    indicator: { value: 'https://bad.example/reset?email=maria.rossi%40retail.example&token=1' },
  });
});

test('an administrator can let more go, by source; what is our own is never asked about', () => {
  expect(ask('ipv4', '10.20.30.40', {}, { sendInternal: true })).toMatchObject({ ask: true });
  expect(ask('ipv4', '203.0.113.77', { tlp: 'red' }, { sendTlpRed: true })).toMatchObject({ ask: true });
  const all = { sendInternal: true, sendTlpRed: true, sendQueryStrings: true };
  expect(ask('ipv4', '198.51.100.7', { own: true }, all)).toMatchObject({ ask: false });
  expect(ask('email', 'a@b.example', {}, all)).toMatchObject({ ask: false });
});
