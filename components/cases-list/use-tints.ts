'use client';

import { useRef } from 'react';
import type { CaseListItem } from '#lib/domain/views/case.ts';

/** As long as the tint fades. */
const FADE_MS = 1600;

interface State {
  /** When the list was opened. */
  since: number;
  items: readonly CaseListItem[];
  seen: ReadonlyMap<string, string>;
  changed: ReadonlyMap<string, { stamp: string; at: number }>;
}

/**
 * Which rows changed under the reader's eyes just now. Answers a React key to draw the tint with, new for each change, or null. Rows that
 * come by scrolling or by another filter are not tinted, those that were opened after the list was are.
 */
export function useTints(items: readonly CaseListItem[]): (key: string) => string | null {
  const state = useRef<State>({ since: 0, items: [], seen: new Map(), changed: new Map() });
  if (state.current.items !== items) state.current = after(state.current, items, Date.now());
  const { changed } = state.current;
  return (key) => {
    const change = changed.get(key);
    return change && Date.now() - change.at < FADE_MS ? change.stamp : null;
  };
}

/** What is known after another answer; of cases that are listed no more, nothing. */
function after({ since, seen, changed }: State, items: readonly CaseListItem[], now: number): State {
  const next = { since: since || now, items, seen: new Map<string, string>(), changed: new Map(changed) };
  for (const [key, { at }] of changed) if (now - at >= FADE_MS) next.changed.delete(key);
  for (const { key, createdAt, updatedAt } of items) {
    const before = seen.get(key);
    const news = before === undefined ? Date.parse(createdAt) > next.since : before !== updatedAt;
    if (news) next.changed.set(key, { stamp: updatedAt, at: now });
    next.seen.set(key, updatedAt);
  }
  return next;
}
