'use client';

import { useCallback, useState } from 'react';
import type { CaseListItem } from '#lib/domain/views/case.ts';
import type { Steady } from './steady.ts';

/** Which case was last selected: coming back from its page, the list stands where it stood. */
let remembered: string | null = null;

/** The key of the selected case, and how to select another. */
export function useSelectedKey(): [key: string | null, select: (key: string) => void] {
  const [key, setKey] = useState<string | null>(remembered);
  const select = useCallback((next: string) => {
    remembered = next;
    setKey(next);
  }, []);
  return [key, select];
}

export interface Selection {
  /** The selected row, by key: it stays on its case when rows move, also on one that has left the list. */
  selected: CaseListItem | undefined;
  select: (key: string) => void;
  /** Goes up or down by one row that is still in the list. Nothing selected: the first. */
  move: (by: 1 | -1) => void;
}

export function selectionOf(
  rows: readonly Steady<CaseListItem>[],
  key: string | null,
  select: (key: string) => void,
): Selection {
  const move = (by: 1 | -1) => {
    const next = nextKey(rows, key, by);
    if (next !== null) select(next);
  };
  return { selected: rows.find(({ item }) => item.key === key)?.item, select, move };
}

/** The row to go to from `key`, ghosts passed over; null where there is none. */
export function nextKey(
  rows: readonly { item: { key: string }; ghost: boolean }[],
  key: string | null,
  by: 1 | -1,
): string | null {
  const from = rows.findIndex(({ item }) => item.key === key);
  const ahead = from < 0 ? rows : by === 1 ? rows.slice(from + 1) : rows.slice(0, from).reverse();
  return ahead.find(({ ghost }) => !ghost)?.item.key ?? null;
}
