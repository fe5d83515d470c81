'use client';

import { memo } from 'react';
import type { TimelineItem } from '#lib/domain/views/case.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Link } from '../ui/link.tsx';
import { ClockTime } from './clock-time.tsx';
import { CommentBody } from './comment-body.tsx';
import { EntryDetail } from './entry-detail.tsx';
import { EntryParts } from './entry-parts.tsx';
import { LinkedWords } from './linked-words.tsx';

/** One thing that happened: when, by whom (seen before it is read), what, and by which run; `parts`: what that run has brought together. */
export const TimelineEntry = memo(function TimelineEntry({
  caseKey,
  item,
  parts,
}: {
  caseKey: string;
  item: TimelineItem;
  parts: readonly TimelineItem[];
}) {
  const body = item.kind === 'comment' && typeof item.detail.body === 'string' ? item.detail.body : null;
  return (
    <li className="col-span-full grid grid-cols-subgrid">
      <ClockTime at={item.at} />
      <span className="pt-px">
        <Avatar actor={item.actor} titled={false} />
      </span>
      <div className="min-w-0 pt-[2px]">
        <p className="text-ink-2">
          <b className="font-[550] text-ink">{item.actor.name}</b>{' '}
          <span className="whitespace-pre-line">
            {body === null ? <LinkedWords text={wordsOf(item)} /> : 'commented'}
          </span>
          {item.runId && (
            <Link
              href={`/runs/${item.runId}`}
              className="ml-2 rounded-xs text-ink-3 text-sm hover:text-accent-ink hover:underline"
            >
              run
            </Link>
          )}
        </p>
        {body === null ? <EntryDetail item={item} /> : <CommentBody caseKey={caseKey} item={item} body={body} />}
        {parts.length > 0 && <EntryParts parts={parts} />}
      </div>
    </li>
  );
});

/**
 * The entry goes on after the actor's name: `Mara Keller moved the case …`. A run's summary and a vendor's report
 * are sentences of their own.
 */
function wordsOf({ kind, summary }: TimelineItem): string {
  if (kind === 'summary' || kind === 'event') return `· ${summary}`;
  return /^[A-Z][a-z]/.test(summary) ? summary.charAt(0).toLowerCase() + summary.slice(1) : summary;
}
