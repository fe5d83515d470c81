'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';
import type { CaseListItem } from '#lib/domain/views/case.ts';
import { cn } from '../ui/cn.ts';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { NARROW, useMedia } from '../ui/use-media.ts';
import { CaseCard, CaseRow } from './case-row.tsx';
import { type Columns, templateOf } from './columns.ts';
import { grid, HEAD, HEAD_ROW, ROW_GROUP } from './grid-roles.ts';
import { MarkBox } from './mark-box.tsx';
import type { Marks } from './marks.ts';
import { NothingListed } from './nothing-listed.tsx';
import type { Selection } from './selection.ts';
import type { Steady } from './steady.ts';
import type { CasePages } from './use-case-pages.ts';
import { useTints } from './use-tints.ts';

const ROW_HEIGHT = 38;
const CARD_HEIGHT = 76;
/** Rows that exist beyond what is seen, so that a press of j has somewhere to go. With them a full screen is some forty. */
const BEYOND = 8;
/** So many rows before the end the next page is fetched. */
const AHEAD = 25;

interface Props {
  pages: CasePages;
  rows: Steady<CaseListItem>[];
  /** How many rows have come above the one that the reader rests on, to be scrolled by. */
  above: RefObject<number>;
  /** What is listed, by its filters: another list begins at its top. */
  list: string;
  columns: Columns['shown'];
  selection: Selection;
  marks: Marks | undefined;
  onRest: (key: string | null) => void;
  onOpen: (item: CaseListItem) => void;
  onNew: (() => void) | undefined;
}

/** The rows, of which only those in sight exist. On a narrow screen they are cards of three lines. */
export function CaseList({ pages, rows: items, above, list, columns, selection, marks, ...acts }: Props) {
  const { onRest, onOpen, onNew } = acts;
  const narrow = useMedia(NARROW);
  const height = narrow ? CARD_HEIGHT : ROW_HEIGHT;
  const box = useRef<HTMLDivElement>(null);
  const tintOf = useTints(pages.items);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    getItemKey: (index) => items[index]?.item.key ?? index,
    overscan: BEYOND,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heights come from `narrow`
  useEffect(() => rows.measure(), [rows, narrow]);
  useEffect(() => {
    // What has come above pushes nothing down under the cursor.
    if (above.current === 0 || !box.current) return;
    box.current.scrollTop += above.current * height;
    above.current = 0;
  });
  const selectedAt = items.findIndex(({ item }) => item.key === selection.selected?.key);
  const scrolledTo = useRef<string | null>(null);
  useEffect(() => {
    // The list follows the reader's moves, not the rows'.
    const key = selection.selected?.key ?? null;
    if (key === scrolledTo.current || selectedAt < 0) return;
    scrolledTo.current = key;
    rows.scrollToIndex(selectedAt, { align: 'auto' });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => {
    if (selectedAt < 0) box.current?.scrollTo({ top: 0 });
  }, [list]);

  const shown = rows.getVirtualItems();
  const [first, last] = [shown[0]?.index ?? 0, shown.at(-1)?.index ?? 0];
  const { hasMore, more, look } = pages;
  useEffect(() => {
    if (hasMore && last >= items.length - AHEAD) more();
  });
  useEffect(() => look(first, last), [look, first, last]);

  if (pages.error && items.length === 0) return <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.isPending) return <SkeletonRows rows={20} />;
  if (items.length === 0) return <NothingListed list={list} onNew={onNew} />;
  const Shape = narrow ? CaseCard : CaseRow;
  return (
    <div
      {...grid('Cases', pages.count?.value ?? items.length, marks !== undefined)}
      aria-busy={pages.isStale}
      className={cn('flex min-h-0 min-w-0 flex-1 flex-col', pages.isStale && 'opacity-60')}
    >
      {!narrow && <Head columns={columns} marks={marks} keys={items.map(({ item }) => item.key)} />}
      <div
        ref={box}
        {...ROW_GROUP}
        onPointerLeave={() => onRest(null)}
        className="min-h-0 flex-1 overflow-y-auto [contain:strict] [scrollbar-gutter:stable]"
      >
        <div role="presentation" className="relative w-full" style={{ height: rows.getTotalSize() }}>
          {shown.map((row) => {
            const at = items[row.index];
            if (!at) return null;
            const { item, ghost } = at;
            return (
              <Shape
                key={row.key}
                item={item}
                index={row.index}
                top={row.start}
                columns={columns}
                selected={selection.selected?.key === item.key}
                marked={marks?.keys.has(item.key) ?? false}
                ghost={ghost}
                tint={ghost ? null : tintOf(item.key)}
                onSelect={selection.select}
                onMark={marks?.toggle}
                onRest={onRest}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Head({
  columns,
  marks,
  keys,
}: {
  columns: Columns['shown'];
  marks: Marks | undefined;
  keys: readonly string[];
}) {
  const all = keys.length > 0 && keys.every((key) => marks?.keys.has(key));
  return (
    <div
      {...HEAD_ROW}
      className="grid h-7 shrink-0 items-center gap-x-2 overflow-y-hidden border-line border-b px-3.5 font-medium text-ink-3 text-xs [scrollbar-gutter:stable]"
      style={{ gridTemplateColumns: templateOf(columns) }}
    >
      {columns.map(({ id, name, quiet }) => (
        <span key={id} {...HEAD} className="truncate">
          {id === 'mark' && marks ? (
            <MarkBox
              label="Select all that are loaded"
              checked={all}
              mixed={!all && marks.keys.size > 0}
              onToggle={() => (marks.keys.size > 0 ? marks.clear() : marks.set(keys))}
            />
          ) : (
            <span className={quiet ? 'sr-only' : undefined}>{name}</span>
          )}
        </span>
      ))}
    </div>
  );
}
