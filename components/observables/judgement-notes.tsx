'use client';

import { CircleAlert, Clock, Scale, UserRoundPen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { JudgementView } from '#lib/domain/views/judgement.ts';
import { cn } from '../ui/cn.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { TONE_CLASS, type Tone } from '../ui/tone.ts';
import { sourceName } from './source-names.ts';

/** What is to know about a verdict before relying on it: who set it, that sources conflict, that it is old, that it is an alarm. */
export function JudgementNotes({ judgement }: { judgement: JudgementView }) {
  const { override, conflict, stale, alarm } = judgement;
  const deciding = judgement.deciding.map(sourceName).join(', ');
  if (!override && !conflict && !stale && !alarm) return null;
  return (
    <ul className="flex flex-col gap-1">
      {alarm && (
        <Note tone="critical" icon={<CircleAlert aria-hidden />}>
          Our own asset, and {deciding} calls it malicious.
        </Note>
      )}
      {override && (
        <Note tone="accent" icon={<UserRoundPen aria-hidden />}>
          Set to {override.verdict} by {override.by.name} <RelativeTime at={override.at} />: {override.reason}{' '}
          {override.until ? (
            <>
              It ends <RelativeTime at={override.until} />.
            </>
          ) : (
            'It has no end.'
          )}
        </Note>
      )}
      {conflict && (
        <Note tone="medium" icon={<Scale aria-hidden />}>
          The sources conflict: the worst of them counts ({deciding}).
        </Note>
      )}
      {stale && (
        <Note tone="medium" icon={<Clock aria-hidden />}>
          The answers that decide are older than their sources give them.
        </Note>
      )}
    </ul>
  );
}

function Note({ tone, icon, children }: { tone: Tone; icon: ReactNode; children: ReactNode }) {
  return (
    <li
      className={cn(
        TONE_CLASS[tone],
        'flex items-start gap-2 [&>svg]:mt-[2px] [&>svg]:size-3.5 [&>svg]:shrink-0 [&>svg]:text-tone-ink',
      )}
    >
      {icon}
      <span>{children}</span>
    </li>
  );
}
