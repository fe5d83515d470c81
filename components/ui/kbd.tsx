import type { ReactNode } from 'react';
import { cn } from './cn.ts';

/**
 * A key of the keyboard, not shown where fingers are likelier unless it is what is told of (`always`). `bare` inside of a control, which has a
 * border and a name of its own already.
 */
export function Kbd({
  children,
  bare = false,
  always = false,
}: {
  children: ReactNode;
  bare?: boolean;
  always?: boolean;
}) {
  return (
    <kbd
      aria-hidden={bare || undefined}
      className={cn(
        'whitespace-nowrap font-mono text-[11px] leading-4',
        !always && 'touch:hidden',
        bare ? 'opacity-70' : 'rounded-xs border border-line px-[5px] text-ink-3',
      )}
    >
      {children}
    </kbd>
  );
}
