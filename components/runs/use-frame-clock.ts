'use client';

import { useEffect, useState } from 'react';

/** Milliseconds since the epoch, moving four times a second while `moving`: bars of what runs grow without waiting for an answer. */
export function useFrameClock(moving: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [moving]);
  return now;
}
