'use client';

import type { FormEvent } from 'react';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import type { CaseFilters } from './filters.ts';
import { QUICK_RANGES, RANGE_NAMES, type RangeName, rangeChange, rangeWords } from './range.ts';

/** A filter by a moment: the usual ranges at a press, or two moments in the reader's own zone. */
export function RangeForm({
  name,
  filters,
  onSet,
}: {
  name: RangeName;
  filters: CaseFilters;
  onSet: (change: Partial<CaseFilters>) => void;
}) {
  const current = rangeWords(name, filters);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const moment = (side: string) => {
      const text = String(form.get(side) ?? '');
      return text ? new Date(text).toISOString() : null;
    };
    onSet(rangeChange(name, moment('from'), moment('to')));
  };
  return (
    <div className="flex flex-col gap-2.5">
      <div className="flex flex-wrap gap-1.5">
        {QUICK_RANGES[name].map(({ label, from, to }) => (
          <Button key={label} aria-pressed={current === label} onClick={() => onSet(rangeChange(name, from, to))}>
            {label}
          </Button>
        ))}
      </div>
      <form onSubmit={submit} className="flex flex-col gap-2.5 border-line border-t pt-2.5">
        <Field label={`${RANGE_NAMES[name]} from`}>
          <Input name="from" type="datetime-local" />
        </Field>
        <Field label={`${RANGE_NAMES[name]} before`}>
          <Input name="to" type="datetime-local" />
        </Field>
        <Button type="submit" variant="go">
          Filter
        </Button>
      </form>
    </div>
  );
}
