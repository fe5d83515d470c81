import type { MappedCase } from './mapping.ts';
import { detect, extractFromBody, normalise, strongerRole } from './observables/index.ts';
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

/**
 * Every observable of a vendor's body: those that the mapping names and those found in its fields and texts, none twice. The vendor's
 * own pages, which are links of the case, are no indicators; nor is a hash of zeros, with which vendors fill a field.
 * @param ignore JSON pointers at which the source has names of its own that look like something else
 */
export function foundObservables(
  body: unknown,
  mapped: Pick<MappedCase, 'observables' | 'links'>,
  ignore?: RegExp,
): FoundObservable[] {
  const links = new Set(mapped.links.map((link) => link.url));
  const isOwnPage = (path: string) => LINK_FIELD.test(path) && links.has(textAt(body, path) ?? '');
  const found = new Map<string, FoundObservable>();
  const add = ({ type, value, role, paths }: FoundObservable) => {
    if (/^0{32,}$/.test(value)) return;
    const known = found.get(`${type} ${value}`);
    if (!known) found.set(`${type} ${value}`, { type, value, role, paths: [...paths] });
    else {
      known.role = strongerRole(known.role, role);
      known.paths.push(...paths);
    }
  };
  for (const item of extractFromBody(body)) {
    const paths = item.paths.filter((path) => !isOwnPage(path) && !ignore?.test(path));
    if (paths.length > 0) add({ ...item, paths });
  }
  for (const item of mapped.observables) {
    const value = item.type ? normalise(item.type, item.value) : null;
    const named = item.type && value !== null ? { type: item.type, value } : detect(item.value);
    if (named) add({ ...named, role: item.role ?? 'related', paths: ['mapping'] });
  }
  return [...found.values()].slice(0, MAX_FOUND);
}

/** The trimmed string at a JSON pointer (RFC 6901), or null. */
function textAt(body: unknown, pointer: string): string | null {
  let value = body;
  for (const part of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return null;
    value = (value as Record<string, unknown>)[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return typeof value === 'string' ? value.trim() : null;
}
