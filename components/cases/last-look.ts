'use client';

import { useEffect, useState } from 'react';

const nameOf = (caseKey: string) => `seen:${caseKey}`;

/**
 * When this browser last showed the case, read once when the page comes; null the first time. Leaving the page, or hiding it, is a look.
 */
export function useLastLook(caseKey: string): number | null {
  const [last, setLast] = useState<number | null>(null);
  useEffect(() => {
    const stored = Number(read(caseKey));
    setLast(Number.isFinite(stored) && stored > 0 ? stored : null);
    const look = () => write(caseKey, Date.now());
    const hide = () => document.hidden && look();
    document.addEventListener('visibilitychange', hide);
    window.addEventListener('pagehide', look);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      window.removeEventListener('pagehide', look);
      look();
    };
  }, [caseKey]);
  return last;
}

// A browser may forbid storage: then nothing is new.
function read(caseKey: string): string | null {
  try {
    return localStorage.getItem(nameOf(caseKey));
  } catch {
    return null;
  }
}

function write(caseKey: string, at: number): void {
  try {
    localStorage.setItem(nameOf(caseKey), String(at));
  } catch {
    // As above.
  }
}
