import { X } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

const FRAME =
  'inline-flex h-6 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-md border border-line text-sm text-ink-2 touch:h-11 [&_svg]:size-3.5';

/** A filter: what it filters by, and the value. A button, so it can open a menu or be pressed. `add` is the dashed one. */
export function Chip({
  label,
  value,
  icon,
  add = false,
  on = false,
  className,
  ...rest
}: Omit<ComponentProps<'button'>, 'value'> & {
  label?: ReactNode;
  value?: ReactNode;
  icon?: ReactNode;
  add?: boolean;
  on?: boolean;
}) {
  return (
    <button
      type="button"
      {...rest}
      className={cn(
        FRAME,
        'px-2 hover:bg-hover',
        add && 'border-dashed',
        on && 'border-accent/60 bg-accent-bg',
        className,
      )}
    >
      {icon}
      {label}
      {value !== undefined && <b className="font-[550] text-ink">{value}</b>}
    </button>
  );
}

/** A chip with a cross: pressing the text opens it (where it can), pressing the cross takes it away. */
export function RemovableChip({
  name,
  onRemove,
  children,
}: {
  /** What the cross removes: "filter Severity". */
  name: string;
  onRemove: () => void;
  children: ReactNode;
}) {
  return (
    <span className={cn(FRAME, 'border-accent/60 bg-accent-bg pr-0.5 pl-2')}>
      {children}
      <button
        type="button"
        aria-label={`Remove ${name}`}
        onClick={onRemove}
        className="grid size-5 place-items-center rounded-xs text-ink-2 hover:bg-hover hover:text-ink touch:size-9"
      >
        <X aria-hidden />
      </button>
    </span>
  );
}
