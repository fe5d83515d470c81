'use client';

import { type MouseEvent, memo, type ReactNode } from 'react';
import type { CaseListItem } from '#lib/domain/views/case.ts';
import { leadOf } from '../sla/timer-look.ts';
import { TimerMark } from '../sla/timer-mark.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { cn } from '../ui/cn.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import { CaseTitle, CELLS, UnderTitle } from './cells.tsx';
import type { Columns } from './columns.ts';
import { templateOf } from './columns.ts';
import { CELL, row } from './grid-roles.ts';
import { MarkBox } from './mark-box.tsx';

interface Props {
  item: CaseListItem;
  index: number;
  /** Pixels from the top of the list. */
  top: number;
  columns: Columns['shown'];
  selected: boolean;
  marked: boolean;
  /** It has left the list, and stays while the reader rests here. */
  ghost: boolean;
  tint: string | null;
  onSelect: (key: string) => void;
  onMark: ((key: string, range: boolean) => void) | undefined;
  onRest: (key: string) => void;
  onOpen: (item: CaseListItem) => void;
}

/** A row is drawn again for its own changes alone: a press of j is two rows, not forty. */
export const CaseRow = memo(function CaseRow(props: Props) {
  const { item, columns } = props;
  return (
    <Frame
      {...props}
      className="grid h-[38px] items-center gap-x-2 px-3.5"
      style={{ gridTemplateColumns: templateOf(columns) }}
    >
      {columns.map(({ id }) =>
        id === 'mark' ? (
          <Cell key={id}>
            <Mark {...props} />
          </Cell>
        ) : (
          <Cell key={id} className={CELLS[id].className}>
            {CELLS[id].cell(item)}
          </Cell>
        ),
      )}
    </Frame>
  );
});

export const CaseCard = memo(function CaseCard(props: Props) {
  const { item } = props;
  return (
    <Frame {...props} className="flex h-[76px] items-center gap-2 px-3">
      <div {...CELL} className="shrink-0">
        <Mark {...props} />
      </div>
      <div {...CELL} className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex min-w-0 items-center gap-2">
          <SeverityMark severity={item.severity} word={false} />
          <CaseTitle item={item} />
        </span>
        <span className="truncate text-ink-3 text-xs">
          <UnderTitle item={item} />
        </span>
        <span className="flex items-center gap-2 text-sm">
          <span className="font-mono text-ink-2 text-xs">{item.key}</span>
          <StateTag state={item.state} />
          <TimerMark timer={leadOf(item.sla)} />
          <span className="flex-1" />
          {item.assignee && <Avatar actor={item.assignee} />}
          <RelativeTime at={item.createdAt} suffix={false} className="text-ink-3" />
        </span>
      </div>
    </Frame>
  );
});

function Mark({ item, marked, onMark }: Props) {
  if (!onMark) return null;
  return <MarkBox label={`Select ${item.key}`} checked={marked} onToggle={(range) => onMark(item.key, range)} />;
}

function Frame({
  item,
  index,
  top,
  selected,
  marked,
  ghost,
  tint,
  onSelect,
  onRest,
  onOpen,
  className,
  style,
  children,
}: Props & { className: string; style?: { gridTemplateColumns: string }; children: ReactNode }) {
  const press = (event: MouseEvent) => {
    if ((event.target as Element).closest('a, button, label')) return;
    if (!getSelection()?.toString()) onOpen(item);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is a row of a grid
    // biome-ignore lint/a11y/useKeyWithClickEvents: j, k and Enter work on the list, Tab and Enter on the title's link
    <div
      {...row(index, selected)}
      onClick={press}
      onFocus={() => onSelect(item.key)}
      onPointerMove={() => onRest(item.key)}
      style={{ ...style, transform: `translateY(${top}px)` }}
      className={cn(
        className,
        'group/row absolute inset-x-0 top-0 cursor-pointer border-line/55 border-b outline-none',
        ghost && 'opacity-45',
        selected ? 'bg-accent-bg shadow-[inset_2px_0_var(--accent)]' : marked ? 'bg-accent-bg/60' : 'hover:bg-raised',
      )}
    >
      {tint && <span key={tint} aria-hidden className="pointer-events-none absolute inset-0 animate-tint" />}
      {ghost && <span className="sr-only">Not in this list any more.</span>}
      {children}
    </div>
  );
}

function Cell({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div {...CELL} className={cn('min-w-0 truncate', className)}>
      {children}
    </div>
  );
}
