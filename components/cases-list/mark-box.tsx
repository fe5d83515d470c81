'use client';

import { Check, Minus } from 'lucide-react';
import { cn } from '../ui/cn.ts';

/** The box that marks a case for a change of many. `mixed`: some of what it stands for. With Shift, all from the last one on. */
export function MarkBox({
  label,
  checked,
  mixed = false,
  onToggle,
}: {
  label: string;
  checked: boolean;
  mixed?: boolean;
  onToggle: (range: boolean) => void;
}) {
  return (
    <label className="group/box relative -m-1.5 grid size-7 cursor-pointer place-items-center touch:size-11">
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        ref={(input) => {
          if (input) input.indeterminate = mixed;
        }}
        // The press knows of Shift, the change does not.
        onClick={(event) => onToggle(event.shiftKey)}
        onChange={() => {}}
        className="peer absolute inset-0 cursor-pointer opacity-0"
      />
      <span
        aria-hidden
        className={cn(
          'grid size-3.5 place-items-center rounded-xs border peer-focus-visible:outline-2 peer-focus-visible:outline-focus',
          checked || mixed
            ? 'border-transparent bg-accent text-on-accent'
            : 'border-line group-hover/box:border-ink-3 group-hover/row:border-ink-3',
        )}
      >
        {mixed ? <Minus className="size-3" /> : checked && <Check className="size-3" />}
      </span>
    </label>
  );
}
