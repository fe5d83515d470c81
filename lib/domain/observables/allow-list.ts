import ipaddr from 'ipaddr.js';
import { canonicalHost } from './hosts.ts';
import { identityOf } from './identity.ts';
import { normalise } from './normalise.ts';
import type { ObservableRef, ObservableType } from './types.ts';
import { hostOfUrl } from './urls.ts';

/** One of the house's own assets. `type` narrows an exact entry; without it the value counts in every type. */
export interface AllowListEntry {
  kind: 'domain_suffix' | 'cidr' | 'exact';
  value: string;
  type?: ObservableType;
}

export interface AllowList<E extends AllowListEntry = AllowListEntry> {
  /** The first entry, in the order given, that covers an observable in canonical form; or null. */
  match(observable: ObservableRef): E | null;
}

type Address = ReturnType<typeof ipaddr.process>;

/** Prepares a list for many questions. Entries that are not valid for their kind match nothing. */
export function compileAllowList<E extends AllowListEntry>(entries: readonly E[]): AllowList<E> {
  const exact = new Map<string, number>();
  const suffixes = new Map<string, number>();
  const ranges: { range: [Address, number]; index: number }[] = [];
  const first = (map: Map<string, number>, key: string, index: number) => map.has(key) || map.set(key, index);

  entries.forEach((entry, index) => {
    if (entry.kind === 'exact') {
      const value = entry.type
        ? identityOf(entry.type, normalise(entry.type, entry.value) ?? entry.value)
        : entry.value.trim().toLowerCase();
      first(exact, `${entry.type ?? ''} ${value}`, index);
    } else if (entry.kind === 'domain_suffix') {
      const suffix = canonicalHost(entry.value.trim().replace(/^\*?\./, ''));
      if (suffix) first(suffixes, suffix, index);
    } else {
      const range = parseRange(entry.value.trim());
      if (range) ranges.push({ range, index });
    }
  });

  return {
    match({ type, value }) {
      const hits = [exact.get(`${type} ${identityOf(type, value)}`), exact.get(` ${value.toLowerCase()}`)];
      const host = hostOfObservable(type, value);
      const address = host !== null && ipaddr.isValid(host) ? ipaddr.process(host) : null;
      if (address) hits.push(ranges.find(({ range }) => inRange(address, range))?.index);
      else if (host !== null) for (const suffix of suffixesOf(host)) hits.push(suffixes.get(suffix));
      const best = Math.min(...hits.filter((hit) => hit !== undefined));
      return entries[best] ?? null;
    },
  };
}

/** One question to a list that is used once. */
export function isAllowListed<E extends AllowListEntry>(observable: ObservableRef, entries: readonly E[]): E | null {
  return compileAllowList(entries).match(observable);
}

function hostOfObservable(type: ObservableType, value: string): string | null {
  if (type === 'url') return hostOfUrl(value);
  if (type === 'email') return value.slice(value.lastIndexOf('@') + 1);
  return type === 'ipv4' || type === 'ipv6' || type === 'domain' || type === 'hostname' ? value : null;
}

function* suffixesOf(host: string): Generator<string> {
  for (let at = 0; at >= 0; ) {
    yield host.slice(at);
    const dot = host.indexOf('.', at);
    at = dot < 0 ? -1 : dot + 1;
  }
}

function parseRange(text: string): [Address, number] | null {
  try {
    if (text.includes('/')) return ipaddr.parseCIDR(text);
    const address = ipaddr.parse(text);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  } catch {
    // ipaddr.js tells a wrong range by throwing; a wrong entry covers nothing.
    return null;
  }
}

const inRange = (address: Address, range: [Address, number]) =>
  address.kind() === range[0].kind() && address.match(range);
