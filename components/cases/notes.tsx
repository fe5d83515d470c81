'use client';

import { CircleCheck, Pause } from 'lucide-react';
import type { CaseView } from '#lib/domain/views/case.ts';
import { Markdown } from '../ui/markdown.tsx';
import { verdictName } from '../ui/names.ts';
import { RelativeTime } from '../ui/relative-time.tsx';

/** Why the case waits, and until when. */
export function HoldNote({ view }: { view: CaseView }) {
  if (!view.hold) return null;
  return (
    <section aria-label="On hold" className="tone-medium card flex items-start gap-2.5 px-3.5 py-2.5">
      <Pause aria-hidden className="mt-px size-4 shrink-0 text-tone-ink" />
      <p>
        <b className="font-semibold">On hold:</b> {view.hold.reason}. <span className="text-ink-2">It wakes </span>
        <RelativeTime at={view.hold.wakeAt} className="text-ink-2" />
        <span className="text-ink-2">, or with a new event.</span>
      </p>
    </section>
  );
}

/** How the case ended. */
export function ResolutionNote({ view }: { view: CaseView }) {
  if (!view.resolution) return null;
  return (
    <section aria-label="Resolution" className="tone-ok card flex items-start gap-2.5 px-3.5 py-2.5">
      <CircleCheck aria-hidden className="mt-px size-4 shrink-0 text-tone-ink" />
      <div className="min-w-0">
        <p className="font-semibold">{verdictName(view.resolution.verdict)}</p>
        <Markdown text={view.resolution.summary} className="text-ink-2" />
      </div>
    </section>
  );
}
