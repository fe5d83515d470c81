'use client';

import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Page } from '#lib/domain/views/common.ts';
import { api, type Params } from './api.ts';

/** A list of the API that grows by its cursor: all items fetched so far, the count, and how to get more. */
export function usePages<T>(
  key: QueryKey,
  path: string,
  params: Params = {},
  options: { limit?: number; enabled?: boolean } = {},
) {
  const limit = options.limit ?? 50;
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => api.get<Page<T>>(path, { ...params, limit, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    enabled: options.enabled ?? true,
    placeholderData: (previous) => previous,
  });
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return {
    items,
    count: query.data?.pages[0]?.count ?? null,
    error: query.error,
    isPending: query.isPending,
    isFetchingMore: query.isFetchingNextPage,
    /** Shows the rows of the filters before, while those of the new ones are fetched. */
    isStale: query.isPlaceholderData,
    hasMore: query.hasNextPage,
    more: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    retry: () => void query.refetch(),
  };
}

/** The same of an observable's cases. */
export function formatCases({ caseCount, caseCountCapped }: { caseCount: number; caseCountCapped: boolean }): string {
  return `${caseCount.toLocaleString('en')}${caseCountCapped ? '+' : ''}`;
}

/** `146`, or `10,000+` where counting stopped. */
export function formatCount(count: { value: number; capped: boolean } | null): string | undefined {
  return count ? `${count.value.toLocaleString('en')}${count.capped ? '+' : ''}` : undefined;
}
