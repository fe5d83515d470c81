'use client';

import { X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { cn } from './cn.ts';
import { useFieldLinks } from './field-context.ts';

/** A list of short words: Enter or a comma adds one, Backspace in the empty field takes the last away. A pasted list becomes many. */
export function WordsInput({
  label,
  values,
  onChange,
  max,
  disabled = false,
  suggestions,
  placeholder,
}: {
  /** What the list is of, for the names of the crosses. */
  label: string;
  values: readonly string[];
  onChange: (values: string[]) => void;
  max?: number | undefined;
  disabled?: boolean;
  suggestions?: readonly string[];
  placeholder?: string;
}) {
  const { id, required: _, ...links } = useFieldLinks();
  const [draft, setDraft] = useState('');
  const full = max !== undefined && values.length >= max;

  const add = (text: string) => {
    const words = text.split(/[,\n]/).map((word) => word.trim());
    const next = [...new Set([...values, ...words.filter(Boolean)])];
    if (next.length > values.length) onChange(max === undefined ? next : next.slice(0, max));
    setDraft('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.key === 'Enter' || event.key === ',') && draft.trim() !== '') {
      event.preventDefault();
      add(draft);
    } else if (event.key === 'Backspace' && draft === '' && values.length > 0) {
      onChange(values.slice(0, -1));
    }
  };

  return (
    <span
      className={cn(
        'flex min-h-7 flex-wrap items-center gap-1 rounded-lg border border-line bg-raised px-1 py-[3px] focus-within:border-accent touch:min-h-11',
        disabled && 'opacity-60',
        links['aria-invalid'] && 'border-critical',
      )}
    >
      {values.map((value) => (
        <span
          key={value}
          className="inline-flex h-5 max-w-full items-center gap-0.5 rounded-sm bg-hover pr-0.5 pl-1.5 text-sm touch:h-8"
        >
          <span className="truncate">{value}</span>
          {!disabled && (
            <button
              type="button"
              aria-label={`Remove ${value} from ${label}`}
              onClick={() => onChange(values.filter((one) => one !== value))}
              className="relative grid size-4 place-items-center rounded-xs text-ink-3 before:absolute before:-inset-1 hover:text-ink touch:size-7"
            >
              <X aria-hidden className="size-3" />
            </button>
          )}
        </span>
      ))}
      {!disabled && !full && (
        <input
          id={id}
          {...links}
          list={suggestions ? `${id}-list` : undefined}
          value={draft}
          placeholder={values.length === 0 ? placeholder : undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            const text = event.target.value;
            if (text.includes(',') || text.includes('\n') || suggestions?.includes(text)) add(text);
            else setDraft(text);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => draft.trim() !== '' && add(draft)}
          className="h-5 min-w-20 flex-1 bg-transparent px-1 outline-none placeholder:text-ink-3 touch:h-8 touch:text-[16px]"
        />
      )}
      {suggestions && (
        <datalist id={`${id}-list`}>
          {suggestions
            .filter((suggestion) => !values.includes(suggestion))
            .map((suggestion) => (
              <option key={suggestion} value={suggestion} />
            ))}
        </datalist>
      )}
    </span>
  );
}
