'use client';

import type { Params } from '../query/api.ts';
import { useMe } from '../query/me.ts';
import { useMembers } from '../query/members.ts';
import { type ChoiceName, useChoices } from './choices.ts';
import { chosenOf } from './filter-chip.tsx';
import { FILTER_NAMES, useValueNames } from './filter-names.ts';
import type { CaseFilters } from './filters.ts';
import { facetCount, useFacets } from './use-facets.ts';
import { ValueList } from './value-list.tsx';

/** The values of one filter with their counts. */
export function FilterValues({
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
  const facets = useFacets(params, true);
  const nameOf = useValueNames();
  const idOf = useCountedAs();
  const chosen = chosenOf(filters, name);
  const options = useChoices(name, facets, chosen).map((value) => ({
    value,
    label: nameOf(name, value),
    // A group is many values: what it would leave is not counted.
    count: value.startsWith('group:') ? undefined : facetCount(facets, name, idOf(value)),
  }));
  const single = name === 'sla' || name === 'vip';
  const change = (values: string[]): Partial<CaseFilters> => {
    if (name === 'vip') return { vip: values[0] === undefined ? null : values[0] === 'true' };
    return { [name]: single ? (values[0] ?? null) : values };
  };
  return (
    <ValueList
      label={FILTER_NAMES[name]}
      options={options}
      chosen={chosen}
      single={single}
      onChange={(values) => onFilters(change(values))}
    />
  );
}

/** The value that the counts know for `me` and `scout`. */
function useCountedAs(): (value: string) => string {
  const me = useMe();
  const { members } = useMembers();
  const scout = members.find((member) => member.kind === 'ai');
  return (value) => (value === 'me' ? (me?.id ?? value) : value === 'scout' ? (scout?.id ?? value) : value);
}
