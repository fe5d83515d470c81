'use client';

import { ArrowDown, CircleAlert } from 'lucide-react';
import type { CaseBrief, MergePreview } from '#lib/domain/views/evidence.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { CaseVerdict } from './case-verdict.tsx';
import { mergeWords } from './merge-words.ts';

/** What merging would do, or why it cannot be done. */
export function MergeSummary({ preview }: { preview: MergePreview }) {
  const { source, into, refused, startsEarlier, endsAsDuplicate } = preview;
  return (
    <div className="flex flex-col gap-2">
      <Line brief={source} />
      <ArrowDown aria-label="into" role="img" className="ml-2 size-4 text-ink-3" />
      <Line brief={into} />
      {refused ? (
        <p className="flex items-start gap-2 text-critical">
          <CircleAlert aria-hidden className="mt-[2px] size-4 shrink-0" />
          {refused}
        </p>
      ) : (
        <>
          <ul aria-label={`What ${into.key} gains`} className="list-disc pl-5 text-ink-2">
            {mergeWords(preview).map((line) => (
              <li key={line}>{line}</li>
            ))}
            {startsEarlier && (
              <li>
                The earlier start of the clock, <RelativeTime at={startsEarlier} />
              </li>
            )}
          </ul>
          <p className="text-ink-3 text-sm">
            {endsAsDuplicate
              ? `${source.key} closes as a duplicate; its timers are kept as a record, and its key leads to ${into.key}.`
              : `${source.key} has ended and keeps its verdict; its key leads to ${into.key}.`}
          </p>
        </>
      )}
    </div>
  );
}

function Line({ brief }: { brief: CaseBrief }) {
  return (
    <p className="flex min-w-0 items-center gap-2 rounded-lg border border-line bg-raised px-2.5 py-1.5">
      <SeverityMark severity={brief.severity} word={false} />
      <span className="font-mono text-ink-2 text-sm">{brief.key}</span>
      <span className="min-w-0 flex-1 truncate">
        <Untrusted>{brief.title}</Untrusted>
      </span>
      <CaseVerdict verdict={brief.verdict} state={brief.state} />
    </p>
  );
}
