import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.parse>;
type Block = readonly [cidr: string, what: string];

/** IPv4 blocks that are not the public Internet (IANA special-purpose registry), and one that a cloud made special. */
const IPV4_BLOCKS: readonly Block[] = [
  ['0.0.0.0/8', 'a "this network" address'],
  ['10.0.0.0/8', 'a private address'],
  ['100.64.0.0/10', 'a carrier-grade NAT address'],
  ['127.0.0.0/8', 'a loopback address'],
  ['169.254.0.0/16', 'a link-local or metadata address'],
  ['172.16.0.0/12', 'a private address'],
  ['192.0.0.0/24', 'a reserved address'],
  ['192.0.2.0/24', 'a documentation address'],
  ['192.88.99.0/24', 'a reserved address'],
  ['192.168.0.0/16', 'a private address'],
  ['198.18.0.0/15', 'a benchmarking address'],
  ['198.51.100.0/24', 'a documentation address'],
  ['203.0.113.0/24', 'a documentation address'],
  ['224.0.0.0/4', 'a multicast address'],
  ['240.0.0.0/4', 'a reserved or broadcast address'],
  // Publicly routable by number, yet answered by the host agent inside every Azure machine.
  ['168.63.129.16/32', 'a metadata address'],
];

/** Special blocks inside 2000::/3, the only IPv6 space that is globally routed; first those outside of it that have a name. */
const IPV6_BLOCKS: readonly Block[] = [
  ['::/128', 'the unspecified address'],
  ['::1/128', 'a loopback address'],
  ['fc00::/7', 'a private (ULA) address'],
  ['fe80::/10', 'a link-local address'],
  ['fec0::/10', 'a site-local address'],
  ['ff00::/8', 'a multicast address'],
  ['2001::/23', 'a reserved address'],
  ['2001:db8::/32', 'a documentation address'],
  ['2002::/16', 'a 6to4 address'],
  ['3fff::/20', 'a documentation address'],
];

const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96');

/** Parsed CIDR ranges that connectors may reach although they are not public. */
export type AllowedNetworks = readonly [Address, number][];

/** Parses CIDR ranges (`10.1.0.0/16`, `fd00::/8`; a bare address means that address alone). Throws on anything else. */
export function parseNetworks(networks: readonly string[]): AllowedNetworks {
  return networks.map((text) => {
    const cidr = text.trim();
    if (ipaddr.isValidCIDR(cidr)) return ipaddr.parseCIDR(cidr);
    if (!ipaddr.isValid(cidr) || !/[.:].*[.:]/.test(cidr))
      throw new Error(`"${text}" is not a network such as 10.1.0.0/16`);
    const address = ipaddr.parse(cidr);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  });
}

/** True when the address lies in one of the networks; an IPv4-mapped IPv6 address counts as its IPv4 one. */
export function isAllowed(address: string, allowed: AllowedNetworks): boolean {
  if (!ipaddr.isValid(address)) return false;
  return inNetworks(ipaddr.process(address), allowed);
}

/**
 * Why a connector must not connect to `address` (`a loopback address`), or null when it may: the address is public or
 * lies in an allowed network. What cannot be parsed is refused. NAT64 addresses are judged by the IPv4 address inside.
 */
export function refusalOf(address: string, allowed: AllowedNetworks): string | null {
  if (!ipaddr.isValid(address)) return 'not an address';
  const parsed = ipaddr.process(address);
  if (inNetworks(parsed, allowed)) return null;
  if (parsed.kind() === 'ipv4') return blockOf(parsed, IPV4_BLOCKS);
  if (inRange(parsed, NAT64)) {
    const inner = ipaddr.fromByteArray(parsed.toByteArray().slice(12));
    const what = blockOf(inner, IPV4_BLOCKS);
    return what && `${what} behind NAT64`;
  }
  return blockOf(parsed, IPV6_BLOCKS) ?? (inRange(parsed, GLOBAL_IPV6) ? null : 'a reserved address');
}

function blockOf(address: Address, blocks: readonly Block[]): string | null {
  return blocks.find(([cidr]) => inRange(address, ipaddr.parseCIDR(cidr)))?.[1] ?? null;
}

function inNetworks(address: Address, networks: AllowedNetworks): boolean {
  return networks.some((network) => inRange(address, network));
}

function inRange(address: Address, [network, bits]: readonly [Address, number]): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
