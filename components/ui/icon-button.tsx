import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { Tooltip } from './tooltip.tsx';

/** A button that is an icon. `label` is its name for everyone who does not see it, and its tooltip. */
export function IconButton({
  label,
  icon,
  className,
  framed = false,
  ...rest
}: ComponentProps<'button'> & { label: string; icon: ReactNode; framed?: boolean }) {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={cn(
          'inline-grid size-7 shrink-0 place-items-center rounded-lg text-ink-2 transition-colors duration-100 hover:bg-hover hover:text-ink disabled:opacity-50 touch:size-11 [&_svg]:size-[15px]',
          framed && 'border border-line bg-raised',
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
