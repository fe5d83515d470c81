'use client';

import { useCallback, useState } from 'react';
import { useMe } from '../query/me.ts';

/** What was typed and not sent. `version` is the one of the case on which it was begun. */
export interface Draft {
  text: string;
  version: number;
}

/** Older ones are forgotten: nobody means them any more. */
const KEPT_MS = 14 * 24 * 60 * 60_000;

/**
 * A draft that outlives the page: kept in this browser, for this member alone, until it is sent or thrown away. Null: there is none. Where a
 * browser forbids storage it lives as long as the page.
 */
export function useDraft(name: string): [Draft | null, (draft: Draft | null) => void] {
  const me = useMe();
  const place = me ? `draft:${me.id}:${name}` : null;
  const [held, setHeld] = useState<{ place: string | null; draft: Draft | null }>({ place: null, draft: null });
  // Who is signed in is known after the first render: what was kept is read then, once.
  const draft = held.place === place ? held.draft : place === null ? null : read(place, Date.now());
  if (place !== null && held.place !== place) setHeld({ place, draft });
  const write = useCallback(
    (next: Draft | null) => {
      setHeld({ place, draft: next });
      if (place !== null) store(place, next, Date.now());
    },
    [place],
  );
  return [draft, write];
}

/** What a browser keeps under a place; null for nothing, for what is too old, and for what we did not write. */
export function read(place: string, now: number, storage: Pick<Storage, 'getItem'> = localStorage): Draft | null {
  try {
    const kept = JSON.parse(storage.getItem(place) ?? 'null') as (Draft & { at: number }) | null;
    if (typeof kept?.text !== 'string' || typeof kept.version !== 'number' || !(now - kept.at < KEPT_MS)) return null;
    return { text: kept.text, version: kept.version };
  } catch {
    return null;
  }
}

/** Keeps a draft, or forgets it. */
export function store(
  place: string,
  draft: Draft | null,
  now: number,
  storage: Pick<Storage, 'setItem' | 'removeItem'> = localStorage,
): void {
  try {
    if (draft) storage.setItem(place, JSON.stringify({ ...draft, at: now }));
    else storage.removeItem(place);
  } catch {
    // Storage is full or forbidden: the draft lives in the page.
  }
}
