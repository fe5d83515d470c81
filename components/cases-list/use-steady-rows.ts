'use client';

import { type RefObject, useRef } from 'react';
import type { CaseListItem } from '#lib/domain/views/case.ts';
import { asItIs, type Steady, steady } from './steady.ts';

interface State {
  rows: Steady<CaseListItem>[];
  items: readonly CaseListItem[];
  anchor: string | null;
  list: string;
}

/**
 * The rows to show. While the reader rests on a row (`anchor`), nothing moves under the cursor; when he moves on, the list is as it is. `list` names
 * the filters: another list is another order. To `above` is added how many rows have come above the anchor.
 */
export function useSteadyRows(
  items: readonly CaseListItem[],
  anchor: string | null,
  list: string,
  above: RefObject<number>,
): Steady<CaseListItem>[] {
  const state = useRef<State | null>(null);
  const before = state.current;
  if (before?.items === items && before.anchor === anchor && before.list === list) return before.rows;
  const rests = before !== null && anchor !== null && before.anchor === anchor && before.list === list;
  const next = rests ? steady(before.rows, items, anchor) : { rows: asItIs(items), above: 0 };
  above.current += next.above;
  state.current = { rows: next.rows, items, anchor, list };
  return next.rows;
}
