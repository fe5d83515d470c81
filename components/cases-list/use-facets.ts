'use client';

import { useQuery } from '@tanstack/react-query';
import type { CaseFacets, FacetName } from '#lib/domain/views/case-list.ts';
import { api, type Params } from '../query/api.ts';

/** The counts beside the filters, asked for while one of them is open. `sort` filters nothing. */
export function useFacets(params: Params, open: boolean): CaseFacets | undefined {
  const { sort: _, ...filters } = params;
  return useQuery({
    queryKey: ['cases', 'facets', filters],
    queryFn: ({ signal }) => api.get<CaseFacets>('cases/facets', filters, signal),
    enabled: open,
    placeholderData: (previous) => previous,
  }).data;
}

/** `12`, or `12+` where only so many cases were looked at. */
export function facetCount(facets: CaseFacets | undefined, name: FacetName, value: string): string | undefined {
  const facet = facets?.[name];
  if (!facet) return undefined;
  const count = facet.values.find((one) => one.value === value)?.count ?? 0;
  return `${count.toLocaleString('en')}${facet.capped ? '+' : ''}`;
}
