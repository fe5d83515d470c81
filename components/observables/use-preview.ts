'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ObservableType } from '#lib/domain/observables/types.ts';
import { api } from '../query/api.ts';
import { useDebounced } from '../shell/use-debounced.ts';
import { type Found, previewOf } from './found-lines.ts';

const NOTHING: { found: Found[]; loose: string[] } = { found: [], loose: [] };
const PAUSE_MS = 200;

/** What a text would add, a moment after the typing pauses. Nothing is stored. */
export function usePreview(text: string): { found: Found[]; loose: string[]; busy: boolean; error: Error | null } {
  const settled = useDebounced(text, PAUSE_MS);
  const asked = settled.trim() !== '';
  const { data, isFetching, error } = useQuery({
    queryKey: ['extract', settled],
    queryFn: async ({ signal }) => {
      const { items } = await api.post<{
        items: { type: ObservableType; value: string; start: number; end: number }[];
      }>('observables/extract', { text: settled }, { signal });
      return previewOf(settled, items);
    },
    enabled: asked,
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { ...((asked && data) || NOTHING), busy: isFetching || settled !== text, error };
}
