'use client';

import { FolderOpen, Plus } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/states.tsx';
import { addressOf, isFiltered, parseFilters } from './filters.ts';

/** No case fits: why, and what to do about it. `list` is the list's query. */
export function NothingListed({ list, onNew }: { list: string; onNew: (() => void) | undefined }) {
  const filters = parseFilters(new URLSearchParams(list));
  if (isFiltered(filters)) {
    const clear = () => window.history.replaceState(null, '', addressOf({ open: filters.open }));
    return (
      <EmptyState
        icon={<FolderOpen aria-hidden />}
        title={filters.open ? 'No open case fits these filters' : 'No case fits these filters'}
        action={<Button onClick={clear}>Clear the filters</Button>}
      >
        New ones appear here by themselves.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<FolderOpen aria-hidden />}
      title={filters.open ? 'No open cases' : 'No cases yet'}
      action={
        onNew && (
          <Button onClick={onNew}>
            <Plus aria-hidden /> New case
          </Button>
        )
      }
    >
      Cases come from the sources that are connected, or are opened by hand.
    </EmptyState>
  );
}
