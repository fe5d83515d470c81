'use client';

import { ChevronLeft, ChevronRight, ListFilter } from 'lucide-react';
import { useState } from 'react';
import type { Params } from '../query/api.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Popover } from '../ui/popover.tsx';
import type { ChoiceName } from './choices.ts';
import { FieldForm } from './field-form.tsx';
import { FILTER_NAMES } from './filter-names.ts';
import { FilterValues } from './filter-values.tsx';
import type { CaseFilters } from './filters.ts';
import { RANGE_NAMES, RANGES, type RangeName } from './range.ts';
import { RangeForm } from './range-form.tsx';
import { TextForm } from './text-form.tsx';

const CHOICES = [
  'category',
  'source',
  'store',
  'tag',
  'vip',
  'verdict',
  'stage',
] as const satisfies readonly ChoiceName[];
type Step = (typeof CHOICES)[number] | RangeName | 'field' | 'observable' | 'q';

const STEPS: readonly { step: Step; name: string }[] = [
  ...CHOICES.map((step) => ({ step, name: FILTER_NAMES[step] })),
  ...RANGES.map((step) => ({ step, name: RANGE_NAMES[step] })),
  { step: 'field', name: 'Custom field' },
  { step: 'observable', name: 'Observable' },
  { step: 'q', name: 'Words' },
];

interface Props {
  filters: CaseFilters;
  params: Params;
  onFilters: (change: Partial<CaseFilters>) => void;
}

/** The filters that have no chip of their own until they are set: first which, then what. */
export function MoreFilters(props: Props) {
  const [open, setOpen] = useState(false);
  const [step, setStep] = useState<Step | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    if (next) setStep(null);
  };
  const chosen = STEPS.find((one) => one.step === step);
  return (
    <Popover
      label="More filters"
      open={open}
      onOpenChange={change}
      trigger={<Chip add icon={<ListFilter aria-hidden />} label="Filter" />}
    >
      {chosen ? (
        <div className="flex flex-col gap-2">
          <Button variant="ghost" autoFocus className="-mt-1 -ml-1 self-start" onClick={() => setStep(null)}>
            <ChevronLeft aria-hidden /> {chosen.name}
          </Button>
          <StepBody step={chosen.step} {...props} onDone={() => setOpen(false)} />
        </div>
      ) : (
        <ul aria-label="Filters" className="-m-1.5 grid grid-cols-2">
          {STEPS.map((one) => (
            <li key={one.step}>
              <button
                type="button"
                onClick={() => setStep(one.step)}
                className="flex h-7 w-full items-center rounded-md px-2 text-left text-ink-2 hover:bg-hover hover:text-ink touch:h-11"
              >
                <span className="flex-1 truncate">{one.name}</span>
                <ChevronRight aria-hidden className="size-3.5 text-ink-3" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}

function StepBody({ step, filters, params, onFilters, onDone }: Props & { step: Step; onDone: () => void }) {
  const set = (change: Partial<CaseFilters>) => {
    onFilters(change);
    onDone();
  };
  switch (step) {
    case 'created':
    case 'updated':
    case 'due':
    case 'resolved':
      return <RangeForm name={step} filters={filters} onSet={set} />;
    case 'field':
      return <FieldForm chosen={filters.field} onSet={(field) => set({ field })} />;
    case 'observable':
      return (
        <TextForm
          label="Observable"
          hint="In any form, defanged or not."
          value={filters.observable}
          onSet={(observable) => set({ observable })}
        />
      );
    case 'q':
      return (
        <TextForm
          label="Words"
          hint="In titles, descriptions and comments."
          value={filters.q}
          onSet={(q) => set({ q })}
        />
      );
    default:
      return <FilterValues name={step} filters={filters} params={params} onFilters={onFilters} />;
  }
}
