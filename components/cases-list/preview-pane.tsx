'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CaseListItem, CaseView, TimelineItem } from '#lib/domain/views/case.ts';
import type { Page } from '#lib/domain/views/common.ts';
import { useAcknowledge } from '../cases/use-acknowledge.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useDebounced } from '../shell/use-debounced.ts';
import { TimerMark } from '../sla/timer-mark.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Link } from '../ui/link.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import { Skeleton } from '../ui/states.tsx';
import { Tag } from '../ui/tag.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { WhyLine } from './why-line.tsx';

/** While somebody runs through the list by j, only the case where he stops is fetched. */
const REST_MS = 120;
const ENTRIES = 6;

/** The selected case beside the list: what it is, what is promised, what was done last. */
export function PreviewPane({ item, onClose }: { item: CaseListItem | undefined; onClose: () => void }) {
  return (
    <aside
      aria-label="Preview"
      className="flex w-[400px] shrink-0 flex-col overflow-y-auto border-line border-l max-[1180px]:w-[320px] narrow:hidden"
    >
      {item ? (
        <Preview item={item} onClose={onClose} />
      ) : (
        <p className="px-4 py-10 text-center text-ink-3">Select a case by j and k, or by its box, to see it here.</p>
      )}
    </aside>
  );
}

function Preview({ item, onClose }: { item: CaseListItem; onClose: () => void }) {
  const key = useDebounced(item.key, REST_MS);
  const settled = key === item.key;
  const { data: view } = useQuery({
    queryKey: keys.case(key),
    queryFn: ({ signal }) => api.get<CaseView>(`cases/${key}`, {}, signal),
    enabled: settled,
  });
  const whole = settled ? view : undefined;
  const acknowledge = useAcknowledge()(item);
  return (
    <>
      <header className="flex items-center gap-2 border-line border-b px-3.5 py-2">
        <Link href={`/cases/${item.key}`} className="font-mono text-ink-2 text-sm hover:text-ink">
          {item.key}
        </Link>
        <SeverityMark severity={item.severity} />
        <StateTag state={item.state} />
        <span className="flex-1" />
        {acknowledge && (
          <Button onClick={acknowledge} kbd="y">
            Acknowledge
          </Button>
        )}
        <IconButton label="Close the preview" icon={<X aria-hidden />} onClick={onClose} />
      </header>
      <div className="flex flex-col gap-3 px-3.5 py-3">
        <div>
          <h2 className="font-[620] text-lg leading-snug">
            <Untrusted>{item.title}</Untrusted>
          </h2>
          <p className="mt-1 text-ink-3 text-sm">
            <WhyLine parts={item.why} />
          </p>
        </div>
        <dl className="grid grid-cols-[84px_1fr] items-center gap-x-2 gap-y-1.5 text-sm">
          <Fact name="Assignee">
            {item.assignee ? (
              <span className="inline-flex items-center gap-1.5">
                <Avatar actor={item.assignee} titled={false} /> {item.assignee.name}
              </span>
            ) : (
              <span className="text-ink-3">Nobody</span>
            )}
          </Fact>
          {item.sla.map((timer) => (
            <Fact key={timer.id} name={timer.metric === 'custom' ? timer.name : SHORT[timer.metric]}>
              <TimerMark timer={timer} long />
            </Fact>
          ))}
          <Fact name="Category">{item.category}</Fact>
          <Fact name="Source">{item.source}</Fact>
          <Fact name="Opened">
            <RelativeTime at={item.createdAt} />
          </Fact>
          {item.tags.length > 0 && (
            <Fact name="Tags">
              <span className="flex flex-wrap gap-1">
                {item.tags.map((tag) => (
                  <Tag key={tag}>{tag}</Tag>
                ))}
              </span>
            </Fact>
          )}
        </dl>
        {whole ? (
          whole.description && (
            <section aria-label="Description" className="max-h-60 overflow-y-auto border-line border-t pt-3">
              <Markdown text={whole.description} />
            </section>
          )
        ) : (
          <Skeleton className="w-2/3" />
        )}
        {settled && <Latest caseKey={item.key} />}
      </div>
    </>
  );
}

const SHORT = { acknowledge: 'Acknowledge', resolve: 'Resolve' };

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="truncate text-ink-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

/** What was done last. */
function Latest({ caseKey }: { caseKey: string }) {
  const { data } = useQuery({
    queryKey: [...keys.case(caseKey), 'latest'],
    queryFn: ({ signal }) => api.get<Page<TimelineItem>>(`cases/${caseKey}/timeline`, { limit: ENTRIES }, signal),
  });
  if (!data) return <Skeleton className="w-1/2" />;
  return (
    <section aria-label="Last entries" className="border-line border-t pt-3">
      <ol className="flex flex-col gap-1.5 text-sm">
        {data.items.map((entry) => (
          <li key={entry.id} className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate text-ink-2">
              <b className="font-[550] text-ink">{entry.actor.name}</b> · <Untrusted>{entry.summary}</Untrusted>
            </span>
            <RelativeTime at={entry.at} suffix={false} className="shrink-0 text-ink-3 text-xs" />
          </li>
        ))}
      </ol>
    </section>
  );
}
