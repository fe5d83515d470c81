'use client';

import { useRef } from 'react';
import type { CaseListItem } from '#lib/domain/views/case.ts';

/** As long as the tint fades. */
const FADE_MS = 1600;

/**
 * Which rows changed under the reader's eyes just now. Answers a React key to draw the tint with, new for each change, or null. Rows that
 * come by scrolling or by another filter are not tinted, those that were opened after the list was are.
 */
export function useTints(items: readonly CaseListItem[]): (key: string) => string | null {
  const state = useRef({
    since: 0,
    seen: new Map<string, string>(),
    changed: new Map<string, { stamp: string; at: number }>(),
  });
  const { seen, changed } = state.current;
  const now = Date.now();
  state.current.since ||= now;
  for (const item of items) {
    const before = seen.get(item.key);
    const news = before === undefined ? Date.parse(item.createdAt) > state.current.since : before !== item.updatedAt;
    if (news) changed.set(item.key, { stamp: item.updatedAt, at: now });
    seen.set(item.key, item.updatedAt);
  }
  return (key) => {
    const change = changed.get(key);
    return change && Date.now() - change.at < FADE_MS ? change.stamp : null;
  };
}
