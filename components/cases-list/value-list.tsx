'use client';

import { Check } from 'lucide-react';
import { useState } from 'react';
import { cn } from '../ui/cn.ts';
import { Input } from '../ui/input.tsx';

/** From so many values on there is a field to look for one. */
const MANY = 9;

export interface ValueOption {
  value: string;
  label: string;
  count?: string | undefined;
}

/** Values to tick, each with how many cases it would leave. Arrows move between them, as in any group of boxes Tab and Space do. */
export function ValueList({
  label,
  options,
  chosen,
  onChange,
  single = false,
}: {
  label: string;
  options: readonly ValueOption[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** One value at a time; ticking it again takes it away. */
  single?: boolean;
}) {
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = options.filter((option) => option.label.toLowerCase().includes(wanted));
  const toggle = (value: string) => {
    if (chosen.includes(value)) onChange(chosen.filter((one) => one !== value));
    else onChange(single ? [value] : [...chosen, value]);
  };
  return (
    <fieldset className="flex min-h-0 flex-col gap-1">
      <legend className="sr-only">{label}</legend>
      {options.length >= MANY && (
        <Input
          aria-label={`Look for a value of ${label}`}
          placeholder={`Look for a value of ${label} …`}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <div className="max-h-72 overflow-y-auto">
        {shown.map((option) => {
          const on = chosen.includes(option.value);
          return (
            <label
              key={option.value}
              className="flex h-7 cursor-pointer items-center gap-2 rounded-md px-2 text-ink-2 focus-within:bg-hover hover:bg-hover hover:text-ink touch:h-11"
            >
              <input
                type="checkbox"
                checked={on}
                onChange={() => toggle(option.value)}
                className="peer sr-only"
                aria-label={option.label}
              />
              <span
                aria-hidden
                className={cn(
                  'grid size-3.5 shrink-0 place-items-center rounded-xs border border-line peer-focus-visible:outline-2 peer-focus-visible:outline-focus',
                  on && 'border-transparent bg-accent text-on-accent',
                )}
              >
                {on && <Check className="size-3" />}
              </span>
              <span className="min-w-0 flex-1 truncate">{option.label}</span>
              {option.count !== undefined && <span className="num text-ink-3 text-xs">{option.count}</span>}
            </label>
          );
        })}
        {shown.length === 0 && <p className="px-2 py-3 text-ink-3 text-sm">No such value.</p>}
      </div>
    </fieldset>
  );
}
