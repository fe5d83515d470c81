'use client';

import { MessageSquare } from 'lucide-react';
import { Fragment, useState } from 'react';
import type { TimelineItem } from '#lib/domain/views/case.ts';
import type { RunListItem } from '#lib/domain/views/run.ts';
import { keys } from '../query/keys.ts';
import { useMay, useMe } from '../query/me.ts';
import { usePages } from '../query/pages.ts';
import { cn } from '../ui/cn.ts';
import { ListStates } from '../ui/list-states.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Composer } from './composer.tsx';
import { useLastLook } from './last-look.ts';
import { firstSeenBefore } from './news.ts';
import { RunEntry } from './run-entry.tsx';
import { mergeRuns, worthTelling } from './stream-items.ts';
import { TimelineEntry } from './timeline-entry.tsx';

/** What may be looked at apart, as kinds of entries. */
const FILTERS: readonly { id: string; name: string; kinds: readonly string[] }[] = [
  { id: 'all', name: 'All', kinds: [] },
  { id: 'comments', name: 'Comments', kinds: ['comment'] },
  {
    id: 'changes',
    name: 'Changes',
    kinds: [
      ...['created', 'updated', 'state', 'severity', 'assigned', 'acknowledged', 'phase', 'task', 'link'],
      ...['people', 'hand_over', 'timer', 'sla'],
      'merged',
    ],
  },
  { id: 'automation', name: 'Automation', kinds: ['action', 'summary', 'stopped'] },
  { id: 'events', name: 'Events', kinds: ['event', 'observables', 'verdict', 'file'] },
];

const NO_RUNS: readonly RunListItem[] = [];

/** Everything that happened, newest first, with a place to write. */
export function Timeline({ caseKey, runs }: { caseKey: string; runs: readonly RunListItem[] }) {
  const [filter, setFilter] = useState('all');
  const kinds = FILTERS.find((one) => one.id === filter)?.kinds ?? [];
  const list = usePages<TimelineItem>(keys.caseTimeline(caseKey, filter), `cases/${caseKey}/timeline`, { kind: kinds });
  const mayComment = useMay('case.comment');
  const me = useMe();
  const lastLook = useLastLook(caseKey);
  const told = filter === 'automation' ? runs : filter === 'all' ? worthTelling(runs) : NO_RUNS;
  const stream = mergeRuns(list.items, told, list.hasMore);
  const seenFrom = filter === 'all' ? firstSeenBefore(list.items, lastLook, me?.id) : -1;
  const seen = new Set(seenFrom < 0 ? [] : list.items.slice(seenFrom));
  const firstSeen = stream.find((one) => one.kind === 'entry' && seen.has(one.item));

  return (
    <div className="flex flex-col gap-3">
      {mayComment && <Composer caseKey={caseKey} />}
      <fieldset aria-label="Show" className="flex flex-wrap gap-1">
        {FILTERS.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            aria-pressed={filter === id}
            onClick={() => setFilter(id)}
            className={cn(
              'h-6 rounded-md px-2 text-sm touch:h-11',
              filter === id ? 'bg-hover text-ink' : 'text-ink-3 hover:bg-raised hover:text-ink',
            )}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <ListStates
        list={list}
        empty={
          <EmptyState
            icon={<MessageSquare aria-hidden />}
            title={filter === 'comments' ? 'No comments yet' : 'Nothing of this kind'}
          >
            {filter === 'comments' && mayComment ? 'Write the first one above.' : 'Other entries are under All.'}
          </EmptyState>
        }
      >
        <ol aria-label="Timeline" className="grid grid-cols-[52px_20px_minmax(0,1fr)] gap-x-2.5 gap-y-[9px]">
          {stream.map((one) =>
            one.kind === 'run' ? (
              <RunEntry key={one.run.id} run={one.run} />
            ) : (
              <Fragment key={one.item.id}>
                {one === firstSeen && <NewsMark />}
                <TimelineEntry caseKey={caseKey} item={one.item} parts={one.parts} />
              </Fragment>
            ),
          )}
        </ol>
      </ListStates>
    </div>
  );
}

function NewsMark() {
  return (
    <li className="col-span-full flex items-center gap-2.5 text-accent-ink text-xs before:h-px before:flex-1 before:bg-accent/30 after:h-px after:flex-1 after:bg-accent/30">
      new since you looked
    </li>
  );
}
