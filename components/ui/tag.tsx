import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { TONE_CLASS, type Tone } from './tone.ts';

/** A small fact. `dashed`: a source that gave no answer. */
export function Tag({
  tone = 'plain',
  mono = false,
  dashed = false,
  className,
  ...rest
}: ComponentProps<'span'> & { tone?: Tone; mono?: boolean; dashed?: boolean }) {
  return (
    <span
      {...rest}
      className={cn(
        TONE_CLASS[tone],
        'inline-flex h-5 max-w-full shrink-0 items-center gap-[5px] truncate rounded-sm px-[7px] text-tone-ink text-xs [&_svg]:size-3',
        dashed ? 'border border-line border-dashed' : 'bg-tone-soft',
        mono && 'font-mono font-semibold text-2xs',
        className,
      )}
    />
  );
}
