import type { ReactNode } from 'react';
import { cn } from '../ui/cn.ts';
import { TONE_CLASS, type Tone } from '../ui/tone.ts';

export interface ShareBar {
  key: string;
  name: ReactNode;
  /** How long the bar is. */
  value: number;
  /** What stands at its end. */
  text: string;
  tone?: Tone;
}

/** A bar for each part, as long as its value among the largest; each has its name and its number in words. */
export function ShareBars({ bars, empty }: { bars: readonly ShareBar[]; empty: string }) {
  const largest = Math.max(...bars.map((bar) => bar.value), 0);
  if (largest === 0) return <p className="py-4 text-ink-3">{empty}</p>;
  return (
    <ul className="flex flex-col gap-2.5">
      {bars.map((bar) => (
        <li key={bar.key} className={cn(TONE_CLASS[bar.tone ?? 'low'])}>
          <span className="flex items-baseline justify-between gap-3">
            <span className="min-w-0 truncate text-ink-2">{bar.name}</span>
            <b className="num whitespace-nowrap font-[550]">{bar.text}</b>
          </span>
          <span aria-hidden className="mt-1 block h-1.5 rounded-full bg-hover">
            <span className="block h-full rounded-full bg-tone" style={{ width: `${(bar.value / largest) * 100}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
