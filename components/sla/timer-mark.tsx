'use client';

import type { TimerView } from '#lib/domain/views/case.ts';
import { useNow } from '../ui/clock.ts';
import { cn } from '../ui/cn.ts';
import { exactTime } from '../ui/relative-time.tsx';
import { TONE_CLASS } from '../ui/tone.ts';
import { Ring } from './ring.tsx';
import { timerLook } from './timer-look.ts';

/** Ring and countdown of one timer, moving by itself. Colour, fill and time each say it. */
export function TimerMark({
  timer,
  long = false,
  strong = false,
}: {
  timer: TimerView | undefined;
  long?: boolean;
  strong?: boolean;
}) {
  const now = useNow();
  if (!timer) {
    return (
      <span className="tone-plain inline-flex items-center gap-[7px] text-ink-3">
        <Ring used={0} /> none
      </span>
    );
  }
  const look = timerLook(timer, now ?? Date.parse(timer.startedAt));
  const due = timer.dueAt ? `, due ${exactTime(timer.dueAt)}` : '';
  return (
    <span
      title={now === null ? undefined : `${timer.name}: ${look.long}${due}`}
      className={cn(
        TONE_CLASS[look.tone],
        'num inline-flex items-center gap-[7px] whitespace-nowrap text-tone-ink',
        strong && 'font-semibold',
      )}
    >
      <Ring used={look.used} />
      <span>
        <span className="sr-only">{timer.name}: </span>
        {long ? look.long : look.short}
      </span>
    </span>
  );
}
