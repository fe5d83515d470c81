'use client';

import { RemovableChip } from '../ui/chip.tsx';
import { FILTER_NAMES, useValueNames } from './filter-names.ts';
import type { CaseFilters } from './filters.ts';
import { RANGE_NAMES, RANGES, rangeChange, rangeWords } from './range.ts';

interface ShownChip {
  name: string;
  value: string;
  without: Partial<CaseFilters>;
}

/** The filters that have no chip of their own in the bar: each with its value, each removable. */
export function FilterChips({
  filters,
  onFilters,
}: {
  filters: CaseFilters;
  onFilters: (change: Partial<CaseFilters>) => void;
}) {
  const nameOf = useValueNames();
  const chips: ShownChip[] = [];
  if (filters.q) chips.push({ name: 'Words', value: filters.q, without: { q: null } });
  if (filters.observable) chips.push({ name: 'Observable', value: filters.observable, without: { observable: null } });
  for (const field of ['stage', 'category', 'source', 'store', 'tag', 'field', 'verdict'] as const) {
    for (const value of filters[field]) {
      const without = { [field]: (filters[field] as string[]).filter((one) => one !== value) };
      chips.push({ name: FILTER_NAMES[field], value: nameOf(field, value), without });
    }
  }
  if (filters.vip !== null) chips.push({ name: 'VIP', value: filters.vip ? 'yes' : 'no', without: { vip: null } });
  for (const name of RANGES) {
    const value = rangeWords(name, filters);
    if (value) chips.push({ name: RANGE_NAMES[name], value, without: rangeChange(name, null, null) });
  }
  if (filters.figure)
    chips.push({
      name: 'Figure',
      value: filters.figure.replaceAll('_', ' '),
      without: { figure: null, figureFrom: null, figureTo: null, work: null },
    });
  return chips.map((chip) => (
    <RemovableChip
      key={`${chip.name} ${chip.value}`}
      name={`filter ${chip.name} ${chip.value}`}
      onRemove={() => onFilters(chip.without)}
    >
      {chip.name} <b className="max-w-52 truncate font-[550] text-ink">{chip.value}</b>
    </RemovableChip>
  ));
}
