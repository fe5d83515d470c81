'use client';

import { Lock } from 'lucide-react';
import Link from 'next/link';
import type { MouseEvent, ReactNode } from 'react';
import type { CaseListItem } from '#lib/domain/views/case.ts';
import { leadOf } from '../sla/timer-look.ts';
import { TimerMark } from '../sla/timer-mark.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { cn } from '../ui/cn.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { COLUMNS } from './columns.ts';
import { CELL, row } from './grid-roles.ts';
import { WhyLine } from './why-line.tsx';

interface Props {
  item: CaseListItem;
  index: number;
  /** Pixels from the top of the list. */
  top: number;
  selected: boolean;
  tint: string | null;
  onSelect: (key: string) => void;
  onOpen: (item: CaseListItem) => void;
}

export function CaseRow(props: Props) {
  const { item } = props;
  return (
    <Frame {...props} className={cn(COLUMNS, 'h-[38px] items-center')}>
      <Cell>
        <SeverityMark severity={item.severity} word={false} />
      </Cell>
      <Cell className="font-mono text-ink-2 text-sm">{item.key}</Cell>
      <Cell className="flex flex-col">
        <Title item={item} />
        <span className="truncate text-ink-3 text-xs leading-[14px]">
          <WhyLine parts={item.why} />
        </span>
      </Cell>
      <Cell>
        <StateTag state={item.state} />
      </Cell>
      <Cell>
        <TimerMark timer={leadOf(item.sla)} />
      </Cell>
      <Cell>{item.assignee ? <Avatar actor={item.assignee} /> : <span className="sr-only">Unassigned</span>}</Cell>
      <Cell className="text-ink-2">{item.source}</Cell>
      <Cell className="num text-ink-2">{item.observableCount}</Cell>
      <Cell className="text-ink-3">
        <RelativeTime at={item.createdAt} suffix={false} />
      </Cell>
    </Frame>
  );
}

export function CaseCard(props: Props) {
  const { item } = props;
  return (
    <Frame {...props} className="flex h-[76px] items-center px-3">
      <div {...CELL} className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex min-w-0 items-center gap-2">
          <SeverityMark severity={item.severity} word={false} />
          <Title item={item} />
        </span>
        <span className="truncate text-ink-3 text-xs">
          <WhyLine parts={item.why} />
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
}

function Frame({
  item,
  index,
  top,
  selected,
  tint,
  onSelect,
  onOpen,
  className,
  children,
}: Props & { className: string; children: ReactNode }) {
  const press = (event: MouseEvent) => {
    if ((event.target as Element).closest('a, button')) return;
    if (!getSelection()?.toString()) onOpen(item);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is a row of a grid
    // biome-ignore lint/a11y/useKeyWithClickEvents: j, k and Enter work on the list, Tab and Enter on the title's link
    <div
      {...row(index, selected)}
      onClick={press}
      onFocus={() => onSelect(item.key)}
      style={{ transform: `translateY(${top}px)` }}
      className={cn(
        className,
        'absolute inset-x-0 top-0 cursor-pointer border-line/55 border-b outline-none',
        selected ? 'bg-accent-bg shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-raised',
      )}
    >
      {tint && <span key={tint} aria-hidden className="pointer-events-none absolute inset-0 animate-tint" />}
      {children}
    </div>
  );
}

function Title({ item }: { item: CaseListItem }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      {item.restricted && <Lock role="img" aria-label="Restricted" className="size-3 shrink-0 text-ink-3" />}
      <Link href={`/cases/${item.key}`} prefetch={false} className="truncate font-[510] leading-[17px]">
        <Untrusted>{item.title}</Untrusted>
      </Link>
    </span>
  );
}

function Cell({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div {...CELL} className={cn('min-w-0 truncate', className)}>
      {children}
    </div>
  );
}
