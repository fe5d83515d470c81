'use client';

import { useCallback, useState } from 'react';
import type { CaseListItem } from '#lib/domain/views/case.ts';

/** Which case was last selected: coming back from its page, the list stands where it stood. */
let remembered: string | null = null;

export interface Selection {
  selected: CaseListItem | undefined;
  index: number;
  select: (key: string) => void;
  /** Goes up or down by so many rows. Nothing selected: the first. */
  move: (by: number) => void;
}

/** The selected row, by key: it stays on its case when rows move. */
export function useSelection(items: readonly CaseListItem[]): Selection {
  const [key, setKey] = useState<string | null>(remembered);
  const index = items.findIndex((item) => item.key === key);
  const select = useCallback((next: string) => {
    remembered = next;
    setKey(next);
  }, []);
  const move = (by: number) => {
    const next = items[index < 0 ? 0 : Math.max(0, Math.min(items.length - 1, index + by))];
    if (next) select(next.key);
  };
  return { selected: items[index], index, select, move };
}
