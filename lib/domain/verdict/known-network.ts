import ipaddr from 'ipaddr.js';

/** What a network of ours is. `own`: on the list of our own assets, without a word on what it is. */
export const KNOWN_NETWORK_KINDS = ['office', 'vpn', 'store', 'own'] as const;
export type KnownNetworkKind = (typeof KNOWN_NETWORK_KINDS)[number];

export interface KnownNetwork {
  kind: KnownNetworkKind;
  /** As people know it: `Milano-12`, `VPN West`. */
  name: string;
  /** CIDR notation. */
  cidr: string;
}

/** The narrowest of our networks that holds the address, or null; of equally narrow ones the first by name. */
export function knownNetworkOf(address: string, networks: readonly KnownNetwork[]): KnownNetwork | null {
  if (!ipaddr.isValid(address)) return null;
  const parsed = ipaddr.process(address);
  const holding = networks
    .map((network) => ({ network, range: rangeOf(network.cidr) }))
    .filter(({ range }) => range !== null && range[0].kind() === parsed.kind() && parsed.match(range))
    .toSorted((a, b) => b.range![1] - a.range![1] || compare(a.network, b.network));
  return holding[0]?.network ?? null;
}

const compare = (a: KnownNetwork, b: KnownNetwork) =>
  a.name < b.name
    ? -1
    : a.name > b.name
      ? 1
      : KNOWN_NETWORK_KINDS.indexOf(a.kind) - KNOWN_NETWORK_KINDS.indexOf(b.kind);

function rangeOf(cidr: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | null {
  return ipaddr.isValidCIDR(cidr) ? ipaddr.parseCIDR(cidr) : null;
}
