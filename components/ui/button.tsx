import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { Kbd } from './kbd.tsx';
import { Spinner } from './spinner.tsx';

export type ButtonVariant = 'default' | 'go' | 'bad' | 'ghost';

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant;
  /** The key that does the same, shown at the end. */
  kbd?: string;
  /** Shows a spinner and refuses presses, without changing the width. */
  busy?: boolean;
}

const LOOK: Record<ButtonVariant, string> = {
  default: 'border-line bg-raised text-ink hover:bg-hover',
  go: 'border-transparent bg-accent font-semibold text-on-accent hover:brightness-110',
  bad: 'border-line bg-raised text-critical hover:bg-hover',
  ghost: 'border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink',
};

/** A button of 28 px (44 px on touch). At most one `go` on a page. */
export function Button({
  variant = 'default',
  kbd,
  busy = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      aria-keyshortcuts={rest['aria-keyshortcuts'] ?? kbd}
      className={cn(
        'inline-flex h-7 shrink-0 select-none items-center justify-center gap-[7px] whitespace-nowrap rounded-lg border px-2.5 font-medium text-[12.5px] leading-none transition-colors duration-100 disabled:opacity-50 touch:h-11 [&_svg]:size-[15px] [&_svg]:shrink-0',
        LOOK[variant],
        className,
      )}
    >
      {busy && <Spinner />}
      {children}
      {kbd && <Kbd bare>{kbd}</Kbd>}
    </button>
  );
}
