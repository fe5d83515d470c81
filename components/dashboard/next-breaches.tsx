'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseListItem } from '#lib/domain/views/case.ts';
import type { Page } from '#lib/domain/views/common.ts';
import { type Assignable, AssignDialog } from '../cases/assign-dialog.tsx';
import { api, type Params } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMay } from '../query/me.ts';
import { formatCount } from '../query/pages.ts';
import { leadOf } from '../sla/timer-look.ts';
import { TimerMark } from '../sla/timer-mark.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Link } from '../ui/link.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { ChartCard } from './chart-card.tsx';
import type { TableData } from './download.ts';

const SHOWN = 12;

/** What runs out within two hours, the soonest first, each with a button that gives it to somebody else. */
export function NextBreaches({ dimensions }: { dimensions: Params }) {
  const params = { ...dimensions, figure: 'due_next', sort: 'sla', limit: SHOWN };
  const mayAssign = useMay('case.assign');
  const [assigning, setAssigning] = useState<Assignable | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.caseTable(params),
    queryFn: ({ signal }) => api.get<Page<CaseListItem>>('cases', params, signal),
    placeholderData: (previous) => previous,
  });
  const items = data?.items ?? [];
  const count = formatCount(data?.count ?? null);
  return (
    <ChartCard
      title="Breaches in the next 2 h"
      note={
        data && data.count.value > items.length
          ? `The first ${items.length} of ${count}.`
          : 'Open cases whose next target is due within two hours.'
      }
      table={tableOf(items)}
    >
      {isPending ? (
        <SkeletonRows rows={4} />
      ) : error ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : items.length === 0 ? (
        <p className="py-4 text-ink-3">Nothing runs out within two hours.</p>
      ) : (
        <ul>
          {items.map((item) => (
            <li
              key={item.key}
              className="flex min-h-[38px] items-center gap-3 border-line/55 border-b py-1 last:border-b-0 narrow:flex-wrap"
            >
              <SeverityMark severity={item.severity} word={false} />
              <Link
                href={`/cases/${item.key}`}
                className="flex min-w-0 flex-1 items-baseline gap-3 hover:underline narrow:basis-full"
              >
                <span className="font-mono text-ink-2 text-sm">{item.key}</span>
                <span className="truncate font-[510]">
                  <Untrusted>{item.title}</Untrusted>
                </span>
              </Link>
              <TimerMark timer={leadOf(item.sla)} />
              {item.assignee && <Avatar actor={item.assignee} />}
              {mayAssign && (
                <Button
                  className="print:hidden"
                  aria-label={`${item.assignee ? 'Reassign' : 'Assign'} ${item.key}`}
                  onClick={() => setAssigning(item)}
                >
                  {item.assignee ? 'Reassign' : 'Assign'}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <AssignDialog item={assigning} onClose={() => setAssigning(null)} />
    </ChartCard>
  );
}

function tableOf(items: readonly CaseListItem[]): TableData {
  return {
    head: ['Case', 'Title', 'Severity', 'Assignee', 'Due'],
    rows: items.map((item) => ({
      cells: [item.key, item.title, item.severity, item.assignee?.name ?? null, leadOf(item.sla)?.dueAt ?? null],
      href: `/cases/${item.key}`,
    })),
  };
}
