'use client';

import { useCallback, useSyncExternalStore } from 'react';

const STORED = 'watchfloor.case-preview';
const listeners = new Set<() => void>();

/** Whether the preview stands beside the list, as this member left it in this browser. */
export function usePreview(): [shown: boolean, toggle: () => void] {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => localStorage.getItem(STORED) === 'on',
    () => false,
  );
  const toggle = useCallback(() => {
    localStorage.setItem(STORED, localStorage.getItem(STORED) === 'on' ? 'off' : 'on');
    for (const listener of listeners) listener();
  }, []);
  return [shown, toggle];
}
