import type { CustomFields } from './case.ts';

type Values = Readonly<CustomFields>;

/** The value under a key; null where there is none, which says the same. */
const heldIn = (values: Values, key: string) => (Object.hasOwn(values, key) ? values[key]! : null);
const same = (a: Values, b: Values, key: string) => JSON.stringify(heldIn(a, key)) === JSON.stringify(heldIn(b, key));

/** The keys under which two sets of custom fields differ. */
export function changedKeys(before: Values, after: Values): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !same(before, after, key));
}

/** What a PATCH makes of the custom fields of a case: those that it does not name stay, and null empties one. */
export function patchedFields(now: Values, patch: Values): CustomFields {
  const named = (key: string) => Object.hasOwn(patch, key);
  return Object.fromEntries(
    Object.entries({ ...now, ...patch }).filter(([key, value]) => value !== null || !named(key)),
  );
}

/** How a key of a case's custom fields is called among the versions of its fields. */
export const versionNameOf = (key: string) => `customFields.${key}`;

/**
 * What somebody's set of custom fields means to a case where others have set the keys `moved` since he read it. A moved key that he left as
 * he read it stays as it is now; one that he set too, and otherwise, is a clash. `read` is what he read; null where nobody knows any more, and
 * then every moved key that he sends otherwise is one.
 */
export function joinCustomFields({
  read,
  mine,
  now,
  moved,
}: {
  read: Values | null;
  mine: Values;
  now: Values;
  moved: readonly string[];
}): { fields: CustomFields; clashes: string[] } {
  const others = moved.filter((key) => !same(mine, now, key));
  const clashes = others.filter((key) => read === null || !same(mine, read, key));
  const kept = new Map(Object.entries(mine));
  for (const key of others) {
    if (Object.hasOwn(now, key)) kept.set(key, now[key]!);
    else kept.delete(key);
  }
  return { fields: Object.fromEntries(kept), clashes };
}
