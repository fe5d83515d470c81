'use client';

import { Ring } from '../sla/ring.tsx';
import { useNow } from '../ui/clock.ts';
import { cn } from '../ui/cn.ts';
import { formatCountdown, formatDuration } from '../ui/duration.ts';
import { exactTime } from '../ui/relative-time.tsx';
import { TONE_CLASS } from '../ui/tone.ts';

/** Below so many seconds each one counts. */
const CLOSE = 600;

/** What is left of a right, moving by itself; the exact end on hover. */
export function Countdown({ from, endsAt }: { from: string; endsAt: string }) {
  const now = useNow();
  const whole = (Date.parse(endsAt) - Date.parse(from)) / 1000;
  const left = now === null ? whole : Math.max(0, (Date.parse(endsAt) - now) / 1000);
  const text = left >= CLOSE ? formatDuration(left) : formatCountdown(left);
  return (
    <span
      role="timer"
      aria-label={`Ends in ${text}`}
      title={now === null ? undefined : `Ends ${exactTime(endsAt)}`}
      className={cn(
        TONE_CLASS[left === 0 ? 'critical' : 'medium'],
        'num inline-flex items-center gap-[7px] whitespace-nowrap text-tone-ink',
      )}
    >
      <Ring used={whole > 0 ? 1 - left / whole : 1} />
      {left === 0 ? 'Ending' : text}
    </span>
  );
}
