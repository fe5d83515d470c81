'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { CaseLink } from '#components/runs/case-link.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { ErrorState, SkeletonRows } from '#components/ui/states.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { Untrusted } from '#components/ui/untrusted.tsx';
import type { ObservableEvent } from '#lib/domain/views/observable.ts';

/** The last vendor events on its cases, by their own time. */
export function LastEvents({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: keys.observableEvents(id),
    queryFn: ({ signal }) => api.get<{ items: ObservableEvent[] }>(`observables/${id}/events`, {}, signal),
  });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={3} />;
  if (data.items.length === 0)
    return <p className="px-3.5 py-3 text-ink-3">No vendor has reported anything about it.</p>;
  return (
    <ol aria-label="Last events">
      {data.items.map((event) => (
        <li
          key={event.id}
          className="flex min-h-[38px] min-w-0 items-center gap-2.5 border-line/55 border-b px-3.5 py-1 last:border-b-0"
        >
          <RelativeTime at={event.at} className="w-20 shrink-0 whitespace-nowrap text-ink-3 text-sm" />
          <Tag>{event.vendor}</Tag>
          <span className="min-w-0 flex-1 truncate" title={event.title}>
            <Untrusted>{event.title}</Untrusted>
          </span>
          {event.techniques.map((technique) => (
            <Tag key={technique} mono className="narrow:hidden">
              {technique}
            </Tag>
          ))}
          <CaseLink caseKey={event.case} />
        </li>
      ))}
    </ol>
  );
}
