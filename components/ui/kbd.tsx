import type { ReactNode } from 'react';
import { cn } from './cn.ts';

/** A key of the keyboard. `bare` inside of a control, which has a border and a name of its own already. */
export function Kbd({ children, bare = false }: { children: ReactNode; bare?: boolean }) {
  return (
    <kbd
      aria-hidden={bare || undefined}
      className={cn(
        'font-mono text-[11px] leading-4 touch:hidden',
        bare ? 'opacity-70' : 'rounded-xs border border-line px-[5px] text-ink-3',
      )}
    >
      {children}
    </kbd>
  );
}
