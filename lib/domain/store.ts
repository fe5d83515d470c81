import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { TimeZone } from './time-zone.ts';

/** Ranges of addresses in CIDR notation, as they are stored: the network's own address, no bits beyond the prefix. */
const Network = z
  .string()
  .trim()
  .max(64)
  .transform((text, context) => {
    const network = networkOf(text);
    if (network !== null) return network;
    context.addIssue({
      code: 'custom',
      message: `“${text}” is no range of addresses. Write one such as 10.20.0.0/16.`,
    });
    return z.NEVER;
  });

const fields = {
  key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'Write a key of lower-case letters, digits and -.'),
  name: z.string().trim().min(1).max(120),
  timeZone: TimeZone,
  networks: z
    .array(Network)
    .max(200)
    .transform((networks) => [...new Set(networks)]),
};

/** Body of POST stores. Without a key it is made of the name. */
export const StoreInput = z.strictObject({
  key: fields.key.optional(),
  name: fields.name,
  timeZone: fields.timeZone,
  networks: fields.networks.optional(),
});
export type StoreInput = z.input<typeof StoreInput>;

/** Body of PATCH stores/{key}. The key stays: cases refer to it. */
export const StorePatch = z
  .strictObject({
    name: fields.name.optional(),
    timeZone: fields.timeZone.optional(),
    networks: fields.networks.optional(),
    retired: z.boolean().optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'Name at least one field to change.');
export type StorePatch = z.input<typeof StorePatch>;

/** `10.20.0.0/16` for any address of that range with its prefix; a lone address is a range of one; null for what is none. */
export function networkOf(text: string): string | null {
  try {
    if (!text.includes('/')) {
      if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return null;
      const address = ipaddr.parse(text);
      return `${address.toString()}/${address.kind() === 'ipv4' ? 32 : 128}`;
    }
    const [address, bits] = ipaddr.parseCIDR(text);
    if (address.kind() === 'ipv4' && !ipaddr.IPv4.isValidFourPartDecimal(text.split('/')[0]!)) return null;
    const range = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
    return `${range.networkAddressFromCIDR(text).toString()}/${bits}`;
  } catch {
    return null;
  }
}

/** An address that lies within a range of a store. */
export interface StoreMatch {
  store: string;
  name: string;
  address: string;
  network: string;
  family: 4 | 6;
  /** The prefix of the range. */
  bits: number;
}

/** Answers, for an address, the ranges of these stores in which it lies: by its network under each prefix that occurs, however many ranges there are. */
export function rangesOf(stores: readonly { key: string; name: string; networks: readonly string[] }[]) {
  const owners = new Map<string, { store: string; name: string }[]>();
  for (const { key: store, name, networks } of stores)
    for (const network of networks) owners.set(network, [...(owners.get(network) ?? []), { store, name }]);
  const prefixes = [...new Set([...owners.keys()].map((network) => `${familyOf(network)}/${bitsOf(network)}`))];
  return (address: string): StoreMatch[] => {
    const family = familyOf(address);
    return prefixes.flatMap((prefix) => {
      if (!prefix.startsWith(`${family}/`)) return [];
      const bits = bitsOf(prefix);
      const network = networkOf(`${address}/${bits}`);
      if (network === null) return [];
      return (owners.get(network) ?? []).map((owner) => ({ ...owner, address, network, family, bits }));
    });
  };
}

const familyOf = (address: string) => (address.includes(':') ? 6 : 4);
const bitsOf = (network: string) => Number(network.split('/')[1]);

/**
 * The match that says where a case is: the longest prefix. Null where there is none, or where two stores have equally good ones; prefixes of
 * IPv4 and IPv6 cannot be compared, so that these two must agree.
 */
export function placeOf(matches: readonly StoreMatch[]): StoreMatch | null {
  const best = ([4, 6] as const).flatMap((family) => {
    const ofFamily = matches.filter((match) => match.family === family);
    const longest = Math.max(...ofFamily.map(({ bits }) => bits));
    return ofFamily.filter(({ bits }) => bits === longest);
  });
  return new Set(best.map(({ store }) => store)).size === 1 ? best[0]! : null;
}
