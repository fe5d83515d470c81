'use client';

import { type QueryKey, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '#components/query/api.ts';
import { ErrorState, SkeletonRows } from '#components/ui/states.tsx';

/** A short list of the API that has no pages: loading, error, empty, or its rows. */
export function WholeList<T>({
  queryKey,
  path,
  empty,
  children,
}: {
  queryKey: QueryKey;
  path: string;
  empty?: ReactNode;
  children: (items: T[]) => ReactNode;
}) {
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await api.get<{ items: T[] }>(path, {}, signal)).items,
  });
  if (query.data) return query.data.length === 0 && empty ? empty : children(query.data);
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <SkeletonRows />;
}
