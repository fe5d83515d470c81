import { expect, test } from 'vitest';
import { clientAddress, PEER_HEADER } from './client-address.ts';

test.each([
  ['a client of its own', '203.0.113.9', null, '203.0.113.9'],
  ['IPv4 on an IPv6 socket', '::ffff:203.0.113.9', null, '203.0.113.9'],
  ['a claim of a client outside', '198.51.100.7', '10.0.0.1', '198.51.100.7'],
  ['a proxy of ours', '10.0.0.2', '203.0.113.9', '203.0.113.9 via 10.0.0.2'],
  ['a proxy of ours, and what its client claimed', '10.0.0.2', '192.0.2.1, 203.0.113.9', '203.0.113.9 via 10.0.0.2'],
  ['a proxy that adds nothing', '127.0.0.1', null, '127.0.0.1'],
  ['the same machine', '::1', '::1', '::1'],
  ['words instead of an address', '10.0.0.2', '<script>', '10.0.0.2'],
  ['no socket', null, '203.0.113.9', null],
])('%s', (_, peer, forwarded, expected) => {
  const headers = new Headers();
  if (peer) headers.set(PEER_HEADER, peer);
  if (forwarded) headers.set('x-forwarded-for', forwarded);
  expect(clientAddress(headers)).toBe(expected);
});
