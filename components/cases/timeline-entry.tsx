'use client';

import Link from 'next/link';
import { memo } from 'react';
import type { TimelineItem } from '#lib/domain/views/case.ts';
import { Avatar } from '../ui/avatar.tsx';
import { useNow } from '../ui/clock.ts';
import { Markdown } from '../ui/markdown.tsx';
import { exactTime } from '../ui/relative-time.tsx';
import { EntryDetail } from './entry-detail.tsx';
import { LinkedWords } from './linked-words.tsx';

/** One thing that happened: when, by whom (seen before it is read), what, and by which run. */
export const TimelineEntry = memo(function TimelineEntry({ item, marker }: { item: TimelineItem; marker: boolean }) {
  const body = item.kind === 'comment' && typeof item.detail.body === 'string' ? item.detail.body : null;
  return (
    <>
      {marker && (
        <li className="col-span-full flex items-center gap-2.5 text-accent-ink text-xs before:h-px before:flex-1 before:bg-accent/30 after:h-px after:flex-1 after:bg-accent/30">
          new since you looked
        </li>
      )}
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
          {body === null ? (
            <EntryDetail item={item} />
          ) : (
            <div className="card mt-1 px-3 py-2">
              <Markdown text={body} />
            </div>
          )}
        </div>
      </li>
    </>
  );
});

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** The time of day; of other days the date. */
function ClockTime({ at }: { at: string }) {
  const now = useNow(60);
  const date = new Date(at);
  const today = now !== null && new Date(now).toDateString() === date.toDateString();
  return (
    <time dateTime={at} title={exactTime(at)} className="pt-[3px] text-right text-ink-3 text-sm">
      {now === null ? '' : today ? TIME.format(date) : DAY.format(date)}
    </time>
  );
}

/**
 * The entry goes on after the actor's name: `Mara Keller moved the case …`. A run's summary and a vendor's report
 * are sentences of their own.
 */
function wordsOf({ kind, summary }: TimelineItem): string {
  if (kind === 'summary' || kind === 'event') return `· ${summary}`;
  return /^[A-Z][a-z]/.test(summary) ? summary.charAt(0).toLowerCase() + summary.slice(1) : summary;
}
