'use client';

import { Monitor } from 'lucide-react';
import Link from 'next/link';
import type { DeviceView } from '#lib/domain/views/device.ts';
import { observableHref } from '../observables/observable-href.ts';
import { Tag } from '../ui/tag.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { DeviceCandidates, DeviceConflicts } from './device-differences.tsx';
import { DeviceFacts, WhyFacts } from './device-facts.tsx';
import { DeviceSources } from './device-sources.tsx';
import { DeviceSummary } from './device-summary.tsx';
import { marksOf } from './words.ts';

/** A device as all sources know it together. Where some of them said nothing there is less of it, and the head says who. */
export function DeviceCard({ view, linked = true }: { view: DeviceView; linked?: boolean }) {
  const { observable, device, ambiguous, candidates, sources, store, summary } = view;
  const name = observable.value;
  return (
    <section aria-label={`Device ${name}`} className="card flex flex-col gap-2 px-3.5 py-3">
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <Monitor aria-hidden className="size-4 shrink-0 stroke-[1.5] text-ink-3" />
        <h2 className="min-w-0 truncate font-mono font-semibold">
          {linked ? (
            <Link href={observableHref(observable)} prefetch={false} className="hover:underline">
              <Untrusted>{name}</Untrusted>
            </Link>
          ) : (
            <Untrusted>{name}</Untrusted>
          )}
        </h2>
        {device &&
          marksOf(device.fields).map(({ text, tone }) => (
            <Tag key={text} tone={tone}>
              {text}
            </Tag>
          ))}
        {ambiguous && <Tag tone="medium">Ambiguous</Tag>}
        <span className="ml-auto flex items-center gap-1">
          <DeviceSources sources={sources} />
          {device && <WhyFacts name={name} device={device} />}
        </span>
      </div>
      {device ? (
        <>
          {summary && summary.sentences.length > 0 && <DeviceSummary name={name} summary={summary} />}
          <DeviceFacts device={device} store={store} />
          <DeviceConflicts conflicts={device.conflicts} />
        </>
      ) : (
        <p className="text-ink-2">{nothingKnown(view)}</p>
      )}
      <DeviceCandidates candidates={candidates} open={ambiguous} />
    </section>
  );
}

function nothingKnown({ ambiguous, sources }: DeviceView): string {
  if (ambiguous) return 'Several devices have this name, and nothing tells which is meant.';
  const silent = sources.some(({ state }) => state !== 'answered' && state !== 'unknown');
  return silent ? 'No source that answered knows this device.' : 'No source knows this device.';
}

/** Whether anybody was asked: a card before that would say nothing. */
export const wasAsked = ({ sources }: DeviceView): boolean => sources.some(({ state }) => state !== null);
