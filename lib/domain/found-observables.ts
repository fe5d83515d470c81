import type { MappedCase } from './mapping.ts';
import { detect, extractFromBody, isPrivateOrReserved, normalise, strongerRole } from './observables/index.ts';
import type { ObservableRole, ObservableType } from './observables/types.ts';

export interface FoundObservable {
  type: ObservableType;
  value: string;
  role: ObservableRole;
  /** JSON pointers into the body; `mapping` for what the mapping named. */
  paths: string[];
}

/** A case holds some tens of observables. A body that names thousands is noise, and the rest of it stays in the raw event. */
export const MAX_FOUND = 1000;

/** The fields in which vendors put the address of their own page about the object. */
const LINK_FIELD = /\/(cloudProviderURL|threatURL|issueURL|url|link|href)$/i;

/** What is known of a source's bodies. */
export interface BodyKnowledge {
  /** JSON pointers at which it has names of its own that look like something else. */
  ignore?: RegExp;
  /** At these its host's own addresses, also that by which the world knows it: no indicators, and nobody outside is to learn that we look at them. */
  ours?: RegExp;
  /** It tells of hosts of ours: whom its fields, and not its texts, accuse is ours as well where that means nothing outside of the house. */
  inHouse?: true;
  /** Any tool may be the sender: in the field for its own page some write the address that the alert is about. */
  anySender?: true;
}

/**
 * Every observable of a vendor's body: those that the mapping names and those found in its fields and texts, none twice. The vendor's
 * own pages, which are links of the case, are no indicators, and of a sender that we do not know they are related ones; nor is a hash of zeros, with
 * which vendors fill a field. What is ours by one place is ours wherever else the body or the mapping names it; else the role that weighs most counts.
 */
export function foundObservables(
  body: unknown,
  mapped: Pick<MappedCase, 'observables' | 'links'>,
  { ignore, ours, inHouse, anySender }: BodyKnowledge = {},
): FoundObservable[] {
  const links = new Set(mapped.links.map((link) => link.url));
  const isOwnPage = (path: string) => LINK_FIELD.test(path) && links.has(textAt(body, path) ?? '');
  const found = new Map<string, FoundObservable>();
  /** What is the whole of a field, or was named by the mapping. */
  const fields = new Set<string>();
  const add = ({ type, value, role, paths }: FoundObservable, source: 'field' | 'text') => {
    if (/^0{32,}$/.test(value)) return;
    const key = `${type} ${value}`;
    if (source === 'field') fields.add(key);
    const known = found.get(key);
    if (!known) found.set(key, { type, value, role, paths: [...paths] });
    else {
      known.role = strongerRole(known.role, role);
      known.paths.push(...paths);
    }
  };
  for (const item of extractFromBody(body)) {
    const kept = item.paths.filter((path) => !ignore?.test(path));
    const paths = kept.filter((path) => !isOwnPage(path));
    if (paths.length > 0) add({ ...item, paths }, item.source);
    else if (anySender && kept.length > 0) add({ ...item, role: 'related', paths: kept }, item.source);
  }
  for (const item of mapped.observables) {
    const value = item.type ? normalise(item.type, item.value) : null;
    const named = item.type && value !== null ? { type: item.type, value } : detect(item.value);
    if (named) add({ ...named, role: item.role ?? 'related', paths: ['mapping'] }, 'field');
  }
  for (const [key, one] of found) {
    const isInside = () => HOSTS.has(one.type) && fields.has(key) && isPrivateOrReserved(one.type, one.value);
    if (one.paths.some((path) => ours?.test(path)) || (inHouse && one.role === 'implicated' && isInside()))
      one.role = 'own';
  }
  return [...found.values()].slice(0, MAX_FOUND);
}

const HOSTS: ReadonlySet<ObservableType> = new Set(['ipv4', 'ipv6', 'domain', 'hostname']);

/** The trimmed string at a JSON pointer (RFC 6901), or null. */
function textAt(body: unknown, pointer: string): string | null {
  let value = body;
  for (const part of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return null;
    value = (value as Record<string, unknown>)[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return typeof value === 'string' ? value.trim() : null;
}
