'use client';

import { useQuery } from '@tanstack/react-query';
import type { SavedView } from '#lib/domain/views/case-list.ts';
import type { Page } from '#lib/domain/views/common.ts';
import { api } from '../query/api.ts';
import { useMe } from '../query/me.ts';
import { parseFilters, queryTextOf } from './filters.ts';

const NONE: SavedView[] = [];

/** Below ['cases']: whatever changes the cases changes the counts. */
export const SAVED_VIEWS = ['cases', 'views'] as const;

/** The saved views that one sees, by name, with their counts. */
export function useSavedViews(): SavedView[] {
  const me = useMe();
  const { data } = useQuery({
    queryKey: SAVED_VIEWS,
    queryFn: ({ signal }) => api.get<Page<SavedView>>('views', {}, signal),
    enabled: me !== undefined && !me.mustChangePassword,
    // What is at risk comes with time alone.
    refetchInterval: 30_000,
  });
  return data?.items ?? NONE;
}

/** The saved view that an address shows, whatever it is sorted by. */
export function savedViewOf(views: readonly SavedView[], query: URLSearchParams): SavedView | undefined {
  const wanted = unsorted(query);
  return views.find((view) => unsorted(new URLSearchParams(view.query)) === wanted);
}

function unsorted(query: URLSearchParams): string {
  const { sort: _, ...filters } = parseFilters(query);
  return queryTextOf(filters);
}
