'use client';

import { CircleHelp } from 'lucide-react';
import type { DeviceView } from '#lib/domain/views/device.ts';
import { WhyFigures } from '../ai/why-figures.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Popover } from '../ui/popover.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Untrusted } from '../ui/untrusted.tsx';

/** The facts stand below: so many sentences are read, the others where it says why. */
const MOST = 6;

type Summary = NonNullable<DeviceView['summary']>;

/** The device in a few sentences, and for each the facts that it came from. */
export function DeviceSummary({ name, summary }: { name: string; summary: Summary }) {
  return (
    <div className="flex items-start gap-1">
      <p className="min-w-0 flex-1 break-words text-ink-2">
        <Untrusted>
          {summary.sentences
            .slice(0, MOST)
            .map(({ text }) => readable(text, summary))
            .join(' ')}
        </Untrusted>
      </p>
      <Popover
        label={`Why the summary of ${name} says so`}
        align="end"
        reading
        trigger={<IconButton label={`Why the summary of ${name} says so`} icon={<CircleHelp aria-hidden />} />}
      >
        <p className="mb-2 text-ink-3 text-xs">
          {summary.by === 'model' ? 'Written by the model' : 'Written by rules, without a model'}{' '}
          <RelativeTime at={summary.at} />. Each sentence rests on the facts below it.
        </p>
        <ol className="flex flex-col gap-2.5">
          {summary.sentences.map(({ text, facts }) => (
            <li key={text} className="border-line border-l-2 pl-2.5">
              <p className="break-words">
                <Untrusted>{readable(text, summary)}</Untrusted>
              </p>
              {facts.map((id) => (
                <Ground key={id} id={id} summary={summary} />
              ))}
            </li>
          ))}
        </ol>
        <div className="mt-3 border-line border-t pt-2.5">
          {summary.why.reason && <p className="mb-2 text-ink-2">{summary.why.reason}</p>}
          <WhyFigures why={summary.why} />
        </div>
      </Popover>
    </div>
  );
}

function Ground({ id, summary }: { id: string; summary: Summary }) {
  const fact = summary.facts.find((one) => one.id === id);
  if (!fact) return null;
  return (
    <p className="break-words text-ink-3 text-xs">
      {fact.label}: <Untrusted>{readable(fact.value, summary)}</Untrusted> ·{' '}
      {fact.source ?? 'by the networks of the stores'}
      {fact.at && (
        <>
          , <RelativeTime at={fact.at} />
        </>
      )}
    </p>
  );
}

const SHORT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const MOMENT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** Moments of the facts in the reader's zone. */
const readable = (text: string, { facts }: Summary): string =>
  text.replace(MOMENT, (moment) =>
    facts.some(({ value }) => value === moment) ? SHORT.format(new Date(moment)) : moment,
  );
