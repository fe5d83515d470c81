'use client';

import { Lock } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { CaseListItem } from '#lib/domain/views/case.ts';
import { leadOf } from '../sla/timer-look.ts';
import { TimerMark } from '../sla/timer-mark.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import { Tag } from '../ui/tag.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import type { ColumnId } from './columns.ts';
import { useValueNames } from './filter-names.ts';
import { Found, HitLine, WhyLine } from './why-line.tsx';

/** What a column shows of a case; the mark is the row's own. */
export const CELLS: Record<
  Exclude<ColumnId, 'mark'>,
  { className: string; cell: (item: CaseListItem) => ReactNode }
> = {
  severity: { className: '', cell: (item) => <SeverityMark severity={item.severity} word={false} /> },
  key: { className: 'font-mono text-ink-2 text-sm', cell: (item) => item.key },
  case: { className: 'flex flex-col', cell: (item) => <CaseCell item={item} /> },
  category: { className: 'text-ink-2', cell: (item) => <Named filter="category" value={item.category} /> },
  tags: { className: 'flex gap-1', cell: (item) => item.tags.map((tag) => <Tag key={tag}>{tag}</Tag>) },
  state: { className: '', cell: (item) => <StateTag state={item.state} /> },
  sla: { className: 'flex items-center', cell: (item) => <TimerMark timer={leadOf(item.sla)} /> },
  assignee: {
    className: '',
    cell: (item) => (item.assignee ? <Avatar actor={item.assignee} /> : <span className="sr-only">Unassigned</span>),
  },
  source: { className: 'text-ink-2', cell: (item) => item.source },
  store: { className: 'text-ink-2', cell: (item) => item.store && <Named filter="store" value={item.store} /> },
  observables: { className: 'num text-ink-2', cell: (item) => item.observableCount },
  events: { className: 'num text-ink-2', cell: (item) => item.eventCount },
  updated: { className: 'text-ink-3', cell: (item) => <RelativeTime at={item.updatedAt} suffix={false} /> },
  age: { className: 'text-ink-3', cell: (item) => <RelativeTime at={item.createdAt} suffix={false} /> },
};

function Named({ filter, value }: { filter: 'category' | 'store'; value: string }) {
  return useValueNames()(filter, value);
}

function CaseCell({ item }: { item: CaseListItem }) {
  return (
    <>
      <CaseTitle item={item} />
      <span className="truncate text-ink-3 text-xs leading-[14px]">
        <UnderTitle item={item} />
      </span>
    </>
  );
}

/** The line under a title: where the searched words stand, unless that is the title; else why this case, why now. */
export function UnderTitle({ item }: { item: CaseListItem }) {
  return item.hit && item.hit.place !== 'title' ? <HitLine hit={item.hit} /> : <WhyLine parts={item.why} />;
}

export function CaseTitle({ item }: { item: CaseListItem }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      {item.restricted && <Lock role="img" aria-label="Restricted" className="size-3 shrink-0 text-ink-3" />}
      <Link href={`/cases/${item.key}`} prefetch={false} className="truncate font-[510] leading-[17px]">
        {item.hit?.place === 'title' ? <Found parts={item.hit.parts} /> : <Untrusted>{item.title}</Untrusted>}
      </Link>
    </span>
  );
}
