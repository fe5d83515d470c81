'use client';

import { Switch as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { useFieldLinks } from './field-context.ts';

/** On or off, at once. Outside of a Field give it an `aria-label`. */
export function Switch({ className, ...rest }: ComponentProps<typeof Radix.Root>) {
  const { id, 'aria-describedby': describedBy } = useFieldLinks();
  return (
    <Radix.Root
      id={id}
      aria-describedby={describedBy}
      {...rest}
      className={cn(
        'relative h-[18px] w-8 shrink-0 rounded-full border border-line bg-hover transition-colors duration-100 before:absolute before:-inset-[5px] disabled:opacity-50 data-[state=checked]:border-transparent data-[state=checked]:bg-accent touch:before:-inset-[13px]',
        className,
      )}
    >
      <Radix.Thumb className="block size-3 translate-x-[3px] rounded-full bg-ink-2 transition-transform duration-100 data-[state=checked]:translate-x-[16px] data-[state=checked]:bg-on-accent" />
    </Radix.Root>
  );
}
