import { and, inArray, type SQL, sql } from 'drizzle-orm';
import { observables } from '../../db/schema/index.ts';
import { detect, normalise } from '../../domain/observables/index.ts';
import { OBSERVABLE_TYPES, type ObservableType } from '../../domain/observables/types.ts';
import { valueHash } from './value-hash.ts';

/**
 * The WHERE of observables with this value, written in any form: as what it is detected to be, and as each type (every one, or those
 * of `types`) would write it. A handful of exact look-ups.
 */
export function hasValue(text: string, types?: readonly ObservableType[]): SQL | undefined {
  const forms = (types ?? OBSERVABLE_TYPES).map((type) => ({ type, value: normalise(type, text) }));
  const detected = detect(text);
  const all = detected ? [detected, ...forms] : forms;
  const hashes = new Set(all.flatMap(({ type, value }) => (value === null ? [] : valueHash(type, value))));
  if (hashes.size === 0) return sql`false`;
  return and(inArray(observables.valueSha256, [...hashes]), types && inArray(observables.type, [...types]));
}
