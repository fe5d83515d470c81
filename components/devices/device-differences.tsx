'use client';

import { TriangleAlert } from 'lucide-react';
import { Fragment } from 'react';
import type { CandidateView, DeviceView } from '#lib/domain/views/device.ts';
import { sourceName } from '../observables/source-names.ts';
import { cn } from '../ui/cn.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { TONE_CLASS } from '../ui/tone.ts';
import { Untrusted } from '../ui/untrusted.tsx';
import { ASIDE_WORDS, FIELD_NAMES, valueWords } from './words.ts';

type Conflicts = NonNullable<DeviceView['device']>['conflicts'];

/** In what the sources contradict each other: who says what since when, the one that is believed first. */
export function DeviceConflicts({ conflicts }: { conflicts: Conflicts }) {
  if (conflicts.length === 0) return null;
  return (
    <ul aria-label="In what the sources differ" className="flex flex-col gap-1">
      {conflicts.map(({ field, said }) => (
        <li key={field} className="flex items-start gap-2">
          <TriangleAlert aria-hidden className={cn(TONE_CLASS.medium, 'mt-0.5 size-3.5 shrink-0 text-tone-ink')} />
          <span className="min-w-0 break-words">
            <span className={cn(TONE_CLASS.medium, 'text-tone-ink')}>{FIELD_NAMES[field]}</span>
            {said.map(({ value, source, at }, place) => (
              <Fragment key={`${source} ${value}`}>
                <span className="text-ink-3">{place === 0 ? ' ' : ' · '}</span>
                <Untrusted>{valueWords(field, value)}</Untrusted>{' '}
                <span className="text-ink-3">
                  {sourceName(source)}, <RelativeTime at={at} />
                </span>
              </Fragment>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The other devices of the name, and why none of them is the one. */
export function DeviceCandidates({
  candidates,
  open,
}: {
  candidates: readonly CandidateView[];
  /** Shown at once: nothing else is known. */
  open: boolean;
}) {
  if (candidates.length === 0) return null;
  const count =
    candidates.length === 1 ? 'One other device of this name' : `${candidates.length} other devices of this name`;
  return (
    <details open={open} className="group">
      <summary className="cursor-pointer rounded-xs text-accent-ink text-sm hover:underline touch:min-h-11">
        {open ? 'Those that it could be' : count}
      </summary>
      <ul className="mt-1 flex flex-col gap-1">
        {candidates.map(({ known, name, serial, owner, lastSeen, why }) => (
          <li
            key={known.map(({ source, id }) => `${source} ${id}`).join()}
            className="flex min-w-0 flex-wrap items-baseline gap-x-2 text-sm"
          >
            <span className="font-mono">
              <Untrusted>{name}</Untrusted>
            </span>
            <span className="text-ink-3">{[...new Set(known.map(({ source }) => sourceName(source)))].join(', ')}</span>
            {serial && (
              <span className="font-mono text-ink-2">
                <Untrusted>{serial}</Untrusted>
              </span>
            )}
            {owner && (
              <span className="text-ink-2">
                <Untrusted>{owner}</Untrusted>
              </span>
            )}
            {lastSeen && (
              <span className="text-ink-3">
                seen <RelativeTime at={lastSeen} />
              </span>
            )}
            <span className="text-ink-3">{ASIDE_WORDS[why]}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
