'use client';

import { useNow } from '../ui/clock.ts';
import { exactTime } from '../ui/relative-time.tsx';

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** The time of day; of other days the date. */
export function ClockTime({ at }: { at: string }) {
  const now = useNow(60);
  const date = new Date(at);
  const today = now !== null && new Date(now).toDateString() === date.toDateString();
  return (
    <time dateTime={at} title={exactTime(at)} className="pt-[3px] text-right text-ink-3 text-sm">
      {now === null ? '' : today ? TIME.format(date) : DAY.format(date)}
    </time>
  );
}
