'use client';

import { useSyncExternalStore } from 'react';

const nameOf = (memberId: string) => `hand-over-answers:${memberId}`;
const hearers = new Set<() => void>();

/** Up to which moment this browser has shown its member the answers to his offers; null: to none yet. */
export function useSeenAnswers(memberId: string | undefined): string | null {
  return useSyncExternalStore(
    subscribe,
    () => (memberId ? read(memberId) : null),
    () => null,
  );
}

/** Answers up to this moment have been shown. */
export function markAnswersSeen(memberId: string, at: string): void {
  if ((read(memberId) ?? '') >= at) return;
  try {
    localStorage.setItem(nameOf(memberId), at);
  } catch {
    return;
  }
  for (const hear of hearers) hear();
}

/** Another tab says so by the browser’s own event. */
function subscribe(hear: () => void): () => void {
  hearers.add(hear);
  window.addEventListener('storage', hear);
  return () => {
    hearers.delete(hear);
    window.removeEventListener('storage', hear);
  };
}

// A browser may forbid storage: then every answer stays new.
function read(memberId: string): string | null {
  try {
    return localStorage.getItem(nameOf(memberId));
  } catch {
    return null;
  }
}
