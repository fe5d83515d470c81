'use client';

import { useState } from 'react';
import type { Params } from '../query/api.ts';
import { Chip } from '../ui/chip.tsx';
import { Popover } from '../ui/popover.tsx';
import type { ChoiceName } from './choices.ts';
import { FILTER_NAMES, useValueNames } from './filter-names.ts';
import { FilterValues } from './filter-values.tsx';
import type { CaseFilters } from './filters.ts';

/** One filter of the list as a chip: what it is set to, and a press to choose. */
export function FilterChip({
  name,
  filters,
  params,
  onFilters,
}: {
  name: ChoiceName;
  filters: CaseFilters;
  params: Params;
  onFilters: (change: Partial<CaseFilters>) => void;
}) {
  const [open, setOpen] = useState(false);
  const nameOf = useValueNames();
  const chosen = chosenOf(filters, name);
  const shown =
    chosen.length === 0
      ? 'any'
      : chosen.length <= 2
        ? chosen.map((value) => nameOf(name, value)).join(', ')
        : `${chosen.length} chosen`;
  return (
    <Popover
      label={FILTER_NAMES[name]}
      open={open}
      onOpenChange={setOpen}
      trigger={<Chip label={FILTER_NAMES[name]} value={shown} on={chosen.length > 0} />}
    >
      <FilterValues name={name} filters={filters} params={params} onFilters={onFilters} />
    </Popover>
  );
}

/** The values that a filter is set to, as texts. */
export function chosenOf(filters: CaseFilters, name: ChoiceName): string[] {
  const value = filters[name];
  if (Array.isArray(value)) return value;
  return value === null ? [] : [String(value)];
}
