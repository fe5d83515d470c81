'use client';

import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { useFieldLinks } from './field-context.ts';

const BOX =
  'w-full min-w-0 rounded-lg border border-line bg-raised px-2.5 text-ink placeholder:text-ink-3 hover:border-ink-3/60 focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-critical';

/** 16 px of type on touch: phones zoom into smaller fields. */
export function Input({ className, mono = false, ...rest }: ComponentProps<'input'> & { mono?: boolean }) {
  return (
    <input
      {...useFieldLinks()}
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className={cn(BOX, 'h-7 touch:h-11 touch:text-[16px]', mono && 'font-mono text-sm', className)}
    />
  );
}

export function Textarea({ className, mono = false, ...rest }: ComponentProps<'textarea'> & { mono?: boolean }) {
  return (
    <textarea
      {...useFieldLinks()}
      rows={4}
      spellCheck={!mono}
      {...rest}
      className={cn(BOX, 'min-h-16 resize-y py-1.5 touch:text-[16px]', mono && 'font-mono text-sm', className)}
    />
  );
}
