import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { canonicalHost, namedHost, publicHost, RESERVED_TLDS } from './observables/hosts.ts';
import { normalise, OBSERVABLE_TYPES } from './observables/index.ts';

export const OWN_ASSET_KINDS = ['domain_suffix', 'cidr', 'exact'] as const;
export type OwnAssetKind = (typeof OWN_ASSET_KINDS)[number];

/** A shorter prefix is a good part of the internet and nobody's own: 8 bits of an IPv4 range (10.0.0.0/8), 16 of an IPv6 one. */
const SHORTEST = { ipv4: 8, ipv6: 16 };

/** Body of POST allow-list. The value comes out in the form in which observables are compared with it. */
export const OwnAssetInput = z
  .strictObject({
    kind: z.enum(OWN_ASSET_KINDS),
    value: z.string().trim().min(1, 'Write a value.').max(1_000),
    /** Narrows an exact entry to one type of observable. */
    type: z.enum(OBSERVABLE_TYPES).nullable().optional(),
    note: z.string().trim().max(500).default(''),
  })
  .superRefine(({ kind, type }, context) => {
    if (type && kind !== 'exact')
      context.addIssue({ code: 'custom', path: ['type'], message: 'Only an exact entry has a type.' });
  })
  .transform(({ type = null, ...entry }, context) => {
    const value = CANONICAL[entry.kind](entry.value, type);
    if (value !== null) return { ...entry, type, value };
    context.addIssue({ code: 'custom', path: ['value'], message: ASK[entry.kind] });
    return z.NEVER;
  });
export type OwnAssetInput = z.input<typeof OwnAssetInput>;

const ASK: Record<OwnAssetKind, string> = {
  domain_suffix: 'Write a domain of yours, such as retail.example, not a suffix that others share.',
  cidr: `Write a range such as 192.0.2.0/24, of /${SHORTEST.ipv4} or longer (IPv6: /${SHORTEST.ipv6}).`,
  exact: 'This is not a valid value of this type.',
};

type Canonical = (value: string, type: (typeof OBSERVABLE_TYPES)[number] | null) => string | null;

const CANONICAL: Record<OwnAssetKind, Canonical> = {
  domain_suffix(value) {
    const suffix = canonicalHost(value.replace(/^\*?\./, ''));
    if (suffix === null) return null;
    const ours = RESERVED_TLDS.has(suffix) || publicHost(suffix) || (suffix.includes('.') && namedHost(suffix));
    return ours ? suffix : null;
  },
  cidr(value) {
    try {
      const [address, prefix] = ipaddr.parseCIDR(
        value.includes('/') ? value : `${value}/${value.includes(':') ? 128 : 32}`,
      );
      return prefix < SHORTEST[address.kind()] ? null : `${networkOf(address, prefix)}/${prefix}`;
    } catch {
      // ipaddr.js tells a wrong range by throwing.
      return null;
    }
  },
  exact: (value, type) => (type ? normalise(type, value) : value.toLowerCase()),
};

function networkOf(address: ipaddr.IPv4 | ipaddr.IPv6, prefix: number): string {
  const range = `${address.toString()}/${prefix}`;
  const network =
    address.kind() === 'ipv4' ? ipaddr.IPv4.networkAddressFromCIDR(range) : ipaddr.IPv6.networkAddressFromCIDR(range);
  return network.toString();
}
