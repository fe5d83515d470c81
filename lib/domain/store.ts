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
