import type { SampleLeaf } from './expression.ts';

const MOST = 1_000;
const DEEPEST = 12;
/** Entries of a list that are looked at: they are alike. */
const MOST_ENTRIES = 5;

/** The places of a body that hold a value, each once; lists are written `[]`. */
export function leavesOf(sample: unknown): SampleLeaf[] {
  const leaves = new Map<string, SampleLeaf>();
  const walk = (value: unknown, keys: readonly string[], listed: boolean): void => {
    if (leaves.size >= MOST || keys.length > DEEPEST) return;
    if (Array.isArray(value)) {
      for (const item of value.slice(0, MOST_ENTRIES))
        walk(item, [...keys.slice(0, -1), `${keys.at(-1) ?? ''}[]`], true);
    } else if (typeof value === 'object' && value !== null) {
      // A key with a backtick cannot be written in an expression.
      for (const [key, item] of Object.entries(value))
        if (key !== '' && key.length <= 100 && !/[`[\]]/.test(key)) walk(item, [...keys, key], listed);
    } else if (value !== null && value !== '' && keys.length > 0) {
      const path = keys.join('.');
      if (!leaves.has(path)) leaves.set(path, { path, keys, listed, value: value as SampleLeaf['value'] });
    }
  };
  walk(sample, [], false);
  return [...leaves.values()];
}
