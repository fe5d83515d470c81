'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { BULK_CAP } from '#lib/domain/bulk.ts';

export interface Marks {
  keys: ReadonlySet<string>;
  /** Marks a case, or takes the mark away; with `range`, all from the last one on. */
  toggle: (key: string, range?: boolean) => void;
  /** Marks these, as far as one change may reach. */
  set: (keys: readonly string[]) => void;
  clear: () => void;
}

/** The cases that are marked for one change of all of them. `order` is that of the list. */
export function useMarks(order: readonly string[]): Marks {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const latest = useRef(order);
  useEffect(() => {
    latest.current = order;
  });
  const set = useCallback((wanted: readonly string[]) => setKeys(new Set(wanted.slice(0, BULK_CAP))), []);
  const clear = useCallback(() => setKeys(new Set()), []);
  const toggle = useCallback((key: string, range = false) => {
    const from = range ? last.current : null;
    setKeys((current) => toggled(current, latest.current, key, from));
    last.current = key;
  }, []);
  return { keys, toggle, set, clear };
}

/** The marks after a press on `key`; with `from`, everything between the two is marked. */
export function toggled(
  marks: ReadonlySet<string>,
  order: readonly string[],
  key: string,
  from: string | null,
): ReadonlySet<string> {
  const next = new Set(marks);
  const [a, b] = [from === null ? -1 : order.indexOf(from), order.indexOf(key)];
  if (a >= 0 && b >= 0) {
    for (const one of order.slice(Math.min(a, b), Math.max(a, b) + 1)) next.add(one);
  } else if (!next.delete(key)) next.add(key);
  return new Set([...next].slice(0, BULK_CAP));
}
