import ipaddr from 'ipaddr.js';
import { namedHost, RESERVED_TLDS } from './hosts.ts';
import type { ObservableType } from './types.ts';
import { hostOfUrl } from './urls.ts';

const PRIVATE_RANGES = new Set([
  'unspecified',
  'broadcast',
  'multicast',
  'linkLocal',
  'loopback',
  'carrierGradeNat',
  'private',
  'reserved',
  'uniqueLocal',
  'benchmarking',
  'deprecatedSiteLocal',
  'discard',
]);

/** RFC 5737, 3849 and 9637. They reach nobody, yet reports and tests write them where a public address is meant. */
const DOCUMENTATION = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'].map((range) =>
  ipaddr.parseCIDR(range),
);

/**
 * Whether an observable in canonical form means nothing outside of the house: a private, loopback, link-local, multicast
 * or otherwise reserved address, a name without a public ending, or a URL or e-mail address at one. Such values
 * are not asked about at public sources. Documentation addresses and `.example` count as public.
 */
export function isPrivateOrReserved(type: ObservableType, value: string): boolean {
  switch (type) {
    case 'ipv4':
    case 'ipv6':
      return isPrivateAddress(value);
    case 'domain':
    case 'hostname':
      return isPrivateName(value);
    case 'email':
      return isPrivateName(value.slice(value.lastIndexOf('@') + 1));
    case 'url': {
      const host = hostOfUrl(value);
      if (host === null) return false;
      return ipaddr.isValid(host) ? isPrivateAddress(host) : isPrivateName(host);
    }
    default:
      return false;
  }
}

function isPrivateAddress(value: string): boolean {
  if (!ipaddr.isValid(value)) return false;
  const address = ipaddr.process(value);
  const documented = DOCUMENTATION.some((range) => range[0].kind() === address.kind() && address.match(range));
  return !documented && PRIVATE_RANGES.has(address.range());
}

function isPrivateName(name: string): boolean {
  const host = namedHost(name)?.value ?? name.toLowerCase();
  if (!host.includes('.') || host.endsWith('.home.arpa')) return true;
  return RESERVED_TLDS.has(host.slice(host.lastIndexOf('.') + 1));
}
