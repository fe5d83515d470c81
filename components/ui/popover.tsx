'use client';

import { Popover as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';

/** A small panel beside its `trigger`. `label` names it for assistive technology. */
export function Popover({
  trigger,
  label,
  children,
  align = 'start',
  reading = false,
  open,
  onOpenChange,
}: {
  trigger: ReactElement;
  label: string;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  /** It holds nothing but words: where they are long, the keyboard scrolls them. */
  reading?: boolean;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          {...(reading && { tabIndex: 0 })}
          sideOffset={4}
          collisionPadding={8}
          className="popup z-50 max-h-[var(--radix-popover-content-available-height)] w-80 max-w-[calc(100vw-16px)] animate-enter overflow-y-auto p-3"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
