'use client';

import { useQuery } from '@tanstack/react-query';
import type { SavedView } from '#lib/domain/views/case-list.ts';
import type { Page } from '#lib/domain/views/common.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMe } from '../query/me.ts';
import { type CaseFilters, parseFilters, queryTextOf } from './filters.ts';

const NONE: SavedView[] = [];

/** The saved views that one sees, by name, with their counts. */
export function useSavedViews(): SavedView[] {
  const me = useMe();
  const { data } = useQuery({
    queryKey: keys.savedViews,
    queryFn: ({ signal }) => api.get<Page<SavedView>>('views', {}, signal),
    enabled: me !== undefined && !me.mustChangePassword && me.may.includes('view.read'),
    // What is at risk comes with time alone.
    refetchInterval: 30_000,
  });
  return data?.items ?? NONE;
}

/** Where a saved view is opened: its filters, and which one it is, as others may have the same. */
export const addressOfView = (view: Pick<SavedView, 'id' | 'query'>): string =>
  addressWithin(view, parseFilters(new URLSearchParams(view.query)));

/** Where filters are, in the view that was opened as long as they are its own. */
export function addressWithin(opened: Pick<SavedView, 'id' | 'query'> | undefined, filters: CaseFilters): string {
  const query = new URLSearchParams(queryTextOf(filters));
  if (opened && unsorted(query) === unsorted(new URLSearchParams(opened.query))) query.set('view', opened.id);
  return query.size > 0 ? `/cases?${query}` : '/cases';
}

/** The saved view that was opened at an address, as long as its filters are the address's, whatever it is sorted by. */
export function openedView<View extends Pick<SavedView, 'id' | 'query'>>(
  views: readonly View[],
  query: URLSearchParams,
): View | undefined {
  const opened = views.find((view) => view.id === query.get('view'));
  return opened && unsorted(query) === unsorted(new URLSearchParams(opened.query)) ? opened : undefined;
}

function unsorted(query: URLSearchParams): string {
  const { sort: _, ...filters } = parseFilters(query);
  return queryTextOf(filters);
}
