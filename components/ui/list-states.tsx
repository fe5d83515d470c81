'use client';

import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';
import { ErrorState, SkeletonRows } from './states.tsx';

/** The part of a paged list that its states are shown from. */
export interface PagedList {
  items: readonly unknown[];
  error: unknown;
  isPending: boolean;
  isStale: boolean;
  hasMore: boolean;
  isFetchingMore: boolean;
  more: () => void;
  retry: () => void;
}

/** Loading, error, empty, or the rows and a way to more of them. */
export function ListStates({ list, empty, children }: { list: PagedList; empty: ReactNode; children: ReactNode }) {
  if (list.isPending) return <SkeletonRows />;
  if (list.error && list.items.length === 0) return <ErrorState error={list.error} onRetry={list.retry} />;
  if (list.items.length === 0) return empty;
  return (
    <div aria-busy={list.isStale || undefined} className={cn(list.isStale && 'opacity-60')}>
      {children}
      {list.hasMore && (
        <div className="flex justify-center p-3">
          <Button onClick={list.more} busy={list.isFetchingMore}>
            Show more
          </Button>
        </div>
      )}
    </div>
  );
}
