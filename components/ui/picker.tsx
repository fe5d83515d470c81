'use client';

import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { cn } from './cn.ts';
import { Kbd } from './kbd.tsx';

export interface PickerOption {
  id: string;
  title: string;
  /** The heading that it stands under; options of one group follow each other. */
  group?: string;
  hint?: string;
  kbd?: string;
  icon?: ReactNode;
}

/** A text to type and a list to choose from by arrows and Enter. What fits the text is the caller's business. */
export function Picker<O extends PickerOption>({
  label,
  placeholder,
  text,
  onText,
  options,
  onPick,
  empty,
}: {
  label: string;
  placeholder: string;
  text: string;
  onText: (text: string) => void;
  options: readonly O[];
  onPick: (option: O) => void;
  /** Shown where nothing fits. */
  empty: string;
}) {
  const [active, setActive] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const at = Math.min(active, options.length - 1);
  const current = options[at];

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step) setActive((at + step + options.length) % Math.max(1, options.length));
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) current && onPick(current);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div className="flex shrink-0 items-center gap-2.5 border-line border-b px-3.5">
        <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
        <input
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={current ? `${listId}-${current.id}` : undefined}
          aria-label={label}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            onText(event.target.value);
            setActive(0);
          }}
          onKeyDown={press}
          className="h-11 min-w-0 flex-1 bg-transparent outline-none placeholder:text-ink-3 touch:text-[16px]"
        />
        <Kbd>Esc</Kbd>
      </div>
      <div ref={list} id={listId} role="listbox" aria-label={label} className="min-h-0 overflow-y-auto p-1.5">
        {options.map((option, index) => (
          <div key={option.id} role="presentation">
            {option.group && option.group !== options[index - 1]?.group && (
              <div role="presentation" className="px-2 pt-2 pb-1 font-semibold text-ink-3 text-xs">
                {option.group}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the input above holds the focus and its keys move in the list */}
            <div
              id={`${listId}-${option.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onClick={() => onPick(option)}
              onPointerMove={() => setActive(index)}
              className={cn(
                'flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 touch:min-h-11',
                index === at ? 'bg-hover text-ink' : 'text-ink-2',
              )}
            >
              {option.icon}
              <span className="min-w-0 flex-1 truncate">{option.title}</span>
              {option.hint && <span className="max-w-[45%] shrink-0 truncate text-ink-3 text-sm">{option.hint}</span>}
              {option.kbd && <Kbd>{option.kbd}</Kbd>}
            </div>
          </div>
        ))}
      </div>
      {options.length === 0 && <p className="px-2 pb-8 text-center text-ink-3">{empty}</p>}
    </>
  );
}
