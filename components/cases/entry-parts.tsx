'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { TimelineItem } from '#lib/domain/views/case.ts';
import { withoutBidi } from '../ui/bidi.ts';
import { ClockTime } from './clock-time.tsx';
import { EntryDetail } from './entry-detail.tsx';
import { LinkedWords } from './linked-words.tsx';

/** What a run has brought together before it left its summary: in a line, or unfolded, each with its time and its facts. */
export function EntryParts({ parts }: { parts: readonly TimelineItem[] }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="group mt-0.5 min-w-0" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex cursor-pointer list-none items-start gap-1 rounded-xs text-ink-3 text-sm hover:text-ink-2 touch:py-2">
        <ChevronRight aria-hidden className="mt-[3px] size-3 shrink-0 transition-transform group-open:rotate-90" />
        <span className="min-w-0 break-words">
          {open ? 'What the run brought together' : <InALine parts={parts} />}
        </span>
      </summary>
      {open && (
        <ul className="mt-1 flex flex-col gap-2 border-line border-l-2 pl-2.5">
          {parts.map((part) => (
            <li key={part.id} className="min-w-0 break-words text-ink-2">
              <ClockTime at={part.at} /> <LinkedWords text={part.summary} />
              <EntryDetail item={part} />
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

function InALine({ parts }: { parts: readonly TimelineItem[] }) {
  return parts.map((part, at) => (
    <span key={part.id}>
      {at > 0 && ' · '}
      <bdi>{withoutBidi(part.summary)}</bdi>
    </span>
  ));
}
