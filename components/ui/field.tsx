'use client';

import { type ReactNode, useId } from 'react';
import { cn } from './cn.ts';
import { FieldContext } from './field-context.ts';

/** A label, one control (Input, Textarea, Select, Switch), a hint and what is wrong with it, tied together for assistive technology. */
export function Field({
  label,
  hint,
  error,
  required = false,
  hideLabel = false,
  className,
  children,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null | undefined;
  required?: boolean;
  hideLabel?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={cn('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'font-[550] text-ink-2 text-sm'}>
        {label}
        {required && <span className="text-ink-3"> (required)</span>}
      </label>
      <FieldContext
        value={{
          id,
          'aria-describedby': described,
          'aria-invalid': error ? true : undefined,
          required: required || undefined,
        }}
      >
        {children}
      </FieldContext>
      {hint && (
        <p id={`${id}-hint`} className="text-ink-3 text-xs">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-critical text-xs">
          {error}
        </p>
      )}
    </div>
  );
}
