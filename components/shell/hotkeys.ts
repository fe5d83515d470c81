'use client';

import { useEffect, useRef } from 'react';

export type Hotkeys = Record<string, (event: KeyboardEvent) => void>;

/** What takes letters. A checkbox takes Space alone. */
const TYPED = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]';

/** True while a key belongs to what has the focus: a text, a menu, a dialog. */
export function isTaken(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  if (target?.closest(TYPED)) return true;
  return document.querySelector('[role="dialog"], [role="menu"]') !== null;
}

/** `j`, `?`, `enter`, `arrowdown`, `mod+k`. */
function nameOf(event: KeyboardEvent): string {
  if (event.metaKey || event.ctrlKey) return `mod+${event.key.toLowerCase()}`;
  return event.key.length > 1 ? event.key.toLowerCase() : event.key;
}

/**
 * Single keys of a page (`j`, `enter`, `?`), while nobody types and nothing is open above it. `mod+k` is ⌘K or Ctrl+K and works everywhere.
 */
export function useHotkeys(hotkeys: Hotkeys): void {
  const latest = useRef(hotkeys);
  useEffect(() => {
    latest.current = hotkeys;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      const withMod = event.metaKey || event.ctrlKey;
      const act = latest.current[nameOf(event)];
      if (!act || (!withMod && isTaken(event))) return;
      // Enter and Space press what has the focus.
      const pressed = (event.target as HTMLElement | null)?.closest('a, button, input, [role="tab"], summary');
      if (pressed && (event.key === 'Enter' || event.key === ' ')) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
