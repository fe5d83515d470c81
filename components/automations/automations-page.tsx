'use client';

import { useQuery } from '@tanstack/react-query';
import { History, Zap } from 'lucide-react';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { Link } from '#components/ui/link.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states.tsx';
import type { AutomationView } from '#lib/domain/views/run.ts';
import { DayFigures } from './day-figures.tsx';
import { EnableSwitch } from './enable-switch.tsx';
import { triggerWords } from './trigger-words.ts';

/** What runs by itself, whether it is on, and how the last day went. */
export function AutomationsPage() {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.automations,
    queryFn: ({ signal }) => api.get<{ items: AutomationView[] }>('automations', {}, signal),
    refetchInterval: 10_000,
  });
  return (
    <>
      <PageBar title="Automations" count={data?.items.length}>
        <Link
          href="/runs"
          className="inline-flex h-7 items-center gap-[7px] rounded-lg border border-line bg-raised px-2.5 font-medium text-[12.5px] hover:bg-hover touch:h-11"
        >
          <History aria-hidden className="size-[15px]" /> All runs
        </Link>
      </PageBar>
      <PageBody>
        {isPending ? (
          <SkeletonRows />
        ) : error ? (
          <ErrorState error={error} onRetry={refetch} />
        ) : data.items.length === 0 ? (
          <EmptyState icon={<Zap />} title="No automations" />
        ) : (
          <ul>
            {data.items.map((automation) => (
              <AutomationRow key={automation.id} automation={automation} />
            ))}
          </ul>
        )}
      </PageBody>
    </>
  );
}

function AutomationRow({ automation }: { automation: AutomationView }) {
  return (
    <li className="grid grid-cols-[32px_minmax(0,1fr)_auto] items-start gap-x-3.5 border-line/55 border-b px-3.5 py-2.5 hover:bg-raised narrow:grid-cols-[32px_minmax(0,1fr)]">
      <span className="pt-0.5">
        <EnableSwitch automation={automation} />
      </span>
      <span className="min-w-0">
        <Link href={`/automations/${automation.id}`} className="font-[550] hover:underline">
          {automation.title}
        </Link>
        <span className="ml-2 font-mono text-ink-3 text-xs narrow:hidden">{automation.id}</span>
        <span className="block text-ink-2">{automation.description}</span>
        <span className="block text-ink-3 text-xs">{automation.triggers.map(triggerWords).join(' · ')}</span>
      </span>
      <span className="flex flex-col items-end gap-0.5 narrow:col-start-2 narrow:items-start narrow:pt-1">
        <DayFigures automation={automation} />
        <span className="text-ink-3 text-xs">
          {automation.last24h.lastRunAt ? (
            <>
              last run <RelativeTime at={automation.last24h.lastRunAt} />
            </>
          ) : (
            'no run in 24 h'
          )}
        </span>
      </span>
    </li>
  );
}
