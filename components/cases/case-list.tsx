'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { FolderOpen, Plus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { CaseListItem } from '#lib/domain/views/case.ts';
import type { usePages } from '../query/pages.ts';
import { Button } from '../ui/button.tsx';
import { cn } from '../ui/cn.ts';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { NARROW, useMedia } from '../ui/use-media.ts';
import { CaseCard, CaseRow } from './case-row.tsx';
import { COLUMNS } from './columns.ts';
import { addressOf, type CaseFilters, isFiltered } from './filters.ts';
import { grid, HEAD, HEAD_ROW, ROW_GROUP } from './grid-roles.ts';
import type { Selection } from './selection.ts';
import { useTints } from './use-tints.ts';

const ROW_HEIGHT = 38;
const CARD_HEIGHT = 76;
/** So many rows before the end the next page is fetched. */
const AHEAD = 25;

interface Props {
  pages: ReturnType<typeof usePages<CaseListItem>>;
  filters: CaseFilters;
  selection: Selection;
  onOpen: (item: CaseListItem) => void;
  onNew: (() => void) | undefined;
}

/** The rows, of which only those in sight exist. On a narrow screen they are cards of three lines. */
export function CaseList({ pages, filters, selection, onOpen, onNew }: Props) {
  const { items } = pages;
  const narrow = useMedia(NARROW);
  const box = useRef<HTMLDivElement>(null);
  const tintOf = useTints(items);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => (narrow ? CARD_HEIGHT : ROW_HEIGHT),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heights come from `narrow`
  useEffect(() => rows.measure(), [rows, narrow]);
  useEffect(() => {
    if (selection.index >= 0) rows.scrollToIndex(selection.index, { align: 'auto' });
  }, [rows, selection.index]);

  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { hasMore, more } = pages;
  useEffect(() => {
    if (hasMore && last >= items.length - AHEAD) more();
  });

  if (pages.error && items.length === 0) return <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.isPending) return <SkeletonRows rows={20} />;
  if (items.length === 0) return <Nothing filters={filters} onNew={onNew} />;
  return (
    <div
      {...grid('Cases', pages.count?.value ?? items.length)}
      aria-busy={pages.isStale}
      className={cn('flex min-h-0 flex-1 flex-col', pages.isStale && 'opacity-60')}
    >
      {!narrow && (
        <div
          {...HEAD_ROW}
          className={cn(COLUMNS, 'h-7 shrink-0 items-center border-line border-b font-medium text-ink-3 text-xs')}
        >
          {HEADS.map(({ name, hidden }) => (
            <span key={name} {...HEAD} className="truncate">
              <span className={hidden ? 'sr-only' : undefined}>{name}</span>
            </span>
          ))}
        </div>
      )}
      <div ref={box} {...ROW_GROUP} className="min-h-0 flex-1 overflow-y-auto [contain:strict]">
        <div role="presentation" className="relative w-full" style={{ height: rows.getTotalSize() }}>
          {shown.map((row) => {
            const item = items[row.index];
            if (!item) return null;
            const Shape = narrow ? CaseCard : CaseRow;
            return (
              <Shape
                key={row.key}
                item={item}
                index={row.index}
                top={row.start}
                selected={selection.selected?.key === item.key}
                tint={tintOf(item.key)}
                onSelect={selection.select}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

const HEADS = [
  { name: 'Severity', hidden: true },
  { name: 'Key' },
  { name: 'Case' },
  { name: 'State' },
  { name: 'SLA' },
  { name: 'Assignee', hidden: true },
  { name: 'Source' },
  { name: 'Obs' },
  { name: 'Age' },
];

function Nothing({ filters, onNew }: { filters: CaseFilters; onNew: (() => void) | undefined }) {
  const create = onNew && (
    <Button onClick={onNew}>
      <Plus aria-hidden /> New case
    </Button>
  );
  if (isFiltered(filters)) {
    const clear = () => window.history.replaceState(null, '', addressOf({ open: filters.open, sort: filters.sort }));
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
      action={create}
    >
      Cases come from the sources that are connected, or are opened by hand.
    </EmptyState>
  );
}
