'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useMe } from '../query/me.ts';
import { DESTINATIONS } from './destinations.ts';
import { isTaken } from './hotkeys.ts';

/** Where `g` and a letter lead. */
export const GO_KEYS: Readonly<Record<string, string>> = {
  c: '/cases',
  s: '/sla',
  o: '/observables',
  h: '/hand-over',
  d: '/deliveries',
  a: '/automations',
  r: '/runs',
  n: '/connectors',
  m: '/settings/members',
  i: '/notices',
};

/** How long `g` waits for its letter, in milliseconds. */
const PATIENCE_MS = 1_500;

/** `g` and a letter open a page, wherever the reader is. The letter belongs to `g` alone, whatever it does on the page. */
export function useGoKeys(): void {
  const router = useRouter();
  const me = useMe();
  const may = useRef<(href: string) => boolean>(() => false);
  useEffect(() => {
    const items = DESTINATIONS.flatMap((group) => group.items);
    may.current = (href) => {
      const item = items.find((one) => one.href === href);
      return !item || (me?.may.includes(item.may) ?? false);
    };
  }, [me]);
  useEffect(() => {
    let askedAt = Number.NEGATIVE_INFINITY;
    const listen = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || isTaken(event)) return;
      const waits = event.timeStamp - askedAt < PATIENCE_MS;
      askedAt = !waits && event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const href = waits ? GO_KEYS[event.key] : undefined;
      if (!href || !may.current(href)) return;
      // Before the page's own keys hear of it.
      event.preventDefault();
      event.stopPropagation();
      router.push(href);
    };
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, [router]);
}
