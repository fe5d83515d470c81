'use client';

import { hashKey, type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { CaseListItem } from '#lib/domain/views/case.ts';
import type { Page } from '#lib/domain/views/common.ts';
import { api, type Params } from '../query/api.ts';
import { keys } from '../query/keys.ts';

const LIMIT = 100;
/** A list of more pages than these is not fetched whole for each change: only what is in sight is. */
const WHOLE = 4;

type CasePage = Page<CaseListItem>;

export type CasePages = ReturnType<typeof useCasePages>;

/** The list of cases, page by page. `look` says which rows are in sight. */
export function useCasePages(params: Params) {
  const client = useQueryClient();
  const queryKey = useMemo(() => keys.caseList(params), [params]);
  const known = client.getQueryData<InfiniteData<CasePage, string | null>>(queryKey);
  const deep = (known?.pages.length ?? 0) > WHOLE;
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      api.get<CasePage>('cases', { ...params, limit: LIMIT, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    // A deep list is refreshed in sight, below.
    enabled: !deep,
    placeholderData: (previous) => previous,
  });
  const items = useMemo(() => distinct(query.data?.pages.flatMap((page) => page.items) ?? []), [query.data]);

  const sight = useRef({ first: 0, last: 0 });
  const look = useCallback((first: number, last: number) => {
    sight.current = { first, last };
  }, []);
  useEffect(() => {
    if (!deep) return;
    const hash = hashKey(queryKey);
    let end = new AbortController();
    if (client.getQueryState(queryKey)?.isInvalidated) refreshInSight(end.signal).catch(() => undefined);
    const unsubscribe = client.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'invalidate' || event.query.queryHash !== hash) return;
      end.abort();
      end = new AbortController();
      // What fails is tried again with the next change.
      refreshInSight(end.signal).catch(() => undefined);
    });
    return () => {
      end.abort();
      unsubscribe();
    };

    async function refreshInSight(signal: AbortSignal) {
      const data = client.getQueryData<InfiniteData<CasePage, string | null>>(queryKey);
      if (!data) return;
      const { first, last } = sight.current;
      const wanted = [...new Set([Math.floor(first / LIMIT), Math.floor(last / LIMIT)])].filter((at) => data.pages[at]);
      const fresh = await Promise.all(
        wanted.map((at) =>
          api.get<CasePage>('cases', { ...params, limit: LIMIT, cursor: data.pageParams[at] }, signal),
        ),
      );
      client.setQueryData<InfiniteData<CasePage, string | null>>(
        queryKey,
        (now) =>
          now && {
            ...now,
            // The cursors of the pages behind stay those that they were fetched with.
            pages: now.pages.map((page, at) =>
              wanted.includes(at) ? { ...fresh[wanted.indexOf(at)]!, nextCursor: page.nextCursor } : page,
            ),
          },
      );
    }
  }, [deep, client, queryKey, params]);

  const { hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  return {
    items,
    count: query.data?.pages[0]?.count ?? null,
    error: query.error,
    isPending: query.isPending,
    /** Shows the rows of the filters before, while those of the new ones are fetched. */
    isStale: query.isPlaceholderData,
    hasMore: hasNextPage,
    more: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    retry: () => void refetch(),
    look,
  };
}

/** A case that moved from one page to another between two answers stands where it is now. */
function distinct(items: readonly CaseListItem[]): CaseListItem[] {
  const seen = new Set<string>();
  return items.filter(({ key }) => !seen.has(key) && seen.add(key));
}
