'use client';

import { useClock } from './clock.ts';
import { formatAge } from './duration.ts';

const EXACT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

/** The exact moment as a person reads it, in the browser's zone and with its name. */
export function exactTime(at: string): string {
  return EXACT.format(new Date(at));
}

/** How long ago (or until), moving by itself; the exact time on hover. `suffix` writes "ago" and "in". */
export function RelativeTime({ at, suffix = true, className }: { at: string; suffix?: boolean; className?: string }) {
  const text = useClock((now) => {
    const seconds = (now - Date.parse(at)) / 1000;
    const age = formatAge(Math.abs(seconds));
    return age === 'now' || !suffix ? age : seconds < 0 ? `in ${age}` : `${age} ago`;
  });
  return (
    <time dateTime={at} title={text === null ? undefined : exactTime(at)} className={className}>
      {text ?? at.slice(0, 16).replace('T', ' ')}
    </time>
  );
}
