'use client';

import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { useFieldLinks } from './field-context.ts';

/** The browser's own list: right on every keyboard and phone. */
export function Select({
  options,
  quiet = false,
  className,
  ...rest
}: Omit<ComponentProps<'select'>, 'children'> & {
  options: readonly { value: string; label: string; disabled?: boolean }[];
  /** Without a box until it is pointed at: for what is read more often than changed. */
  quiet?: boolean;
}) {
  return (
    <span className={cn('relative inline-flex min-w-0', className)}>
      <select
        {...useFieldLinks()}
        {...rest}
        className={cn(
          'h-7 w-full min-w-0 appearance-none truncate rounded-lg border pr-7 pl-2.5 text-ink hover:border-ink-3/60 focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-critical touch:h-11 touch:text-[16px]',
          quiet ? 'border-transparent bg-transparent' : 'border-line bg-raised',
        )}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled} className="bg-panel text-ink">
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute inset-y-0 right-2 my-auto size-3.5 text-ink-3" />
    </span>
  );
}
