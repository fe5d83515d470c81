/** A row as it stands on the screen. */
export interface Steady<T> {
  item: T;
  /** It belongs to the list no more, and stays until the reader moves. */
  ghost: boolean;
}

/**
 * The rows to show while the reader rests on one of them: what is shown keeps its order, what has left stays as a ghost, and what is new stands
 * behind the row that it follows in the list. Answers also how many have come before `anchor`, so that the list can be scrolled by them.
 */
export function steady<T extends { key: string }>(
  shown: readonly Steady<T>[],
  next: readonly T[],
  anchor: string,
): { rows: Steady<T>[]; above: number } {
  const fresh = new Map(next.map((item) => [item.key, item]));
  const known = new Set(shown.map(({ item }) => item.key));
  const behind = new Map<string | null, T[]>();
  let last: string | null = null;
  for (const item of next) {
    if (known.has(item.key)) last = item.key;
    else behind.set(last, [...(behind.get(last) ?? []), item]);
  }
  const rows: Steady<T>[] = [];
  const add = (after: string | null) => {
    for (const item of behind.get(after) ?? []) rows.push({ item, ghost: false });
  };
  add(null);
  for (const { item } of shown) {
    const now = fresh.get(item.key);
    rows.push({ item: now ?? item, ghost: now === undefined });
    add(item.key);
  }
  const place = (list: readonly Steady<T>[]) => list.findIndex(({ item }) => item.key === anchor);
  const [before, after] = [place(shown), place(rows)];
  return { rows, above: before < 0 || after < 0 ? 0 : after - before };
}

/** The list as it is, without ghosts. */
export const asItIs = <T>(items: readonly T[]): Steady<T>[] => items.map((item) => ({ item, ghost: false }));
