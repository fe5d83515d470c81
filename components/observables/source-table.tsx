'use client';

import { ExternalLink } from 'lucide-react';
import type { SourceView } from '#lib/domain/views/judgement.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table, Td, Th, Tr } from '../ui/table.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { shortSource, sourceName } from './source-names.ts';
import { sourceWords, worstFirst } from './source-words.ts';
import { SourceTag } from './verdict-strip.tsx';

/** Source by source: what it says, since when, and what it knows beside. */
export function SourceTable({ sources }: { sources: readonly SourceView[] }) {
  if (sources.length === 0)
    return <p className="text-ink-3">No source has been asked yet. That does not make it clean.</p>;
  return (
    <Table caption="What each source says">
      <thead>
        <tr>
          <Th>Source</Th>
          <Th>Says</Th>
          <Th>When</Th>
          <Th className="narrow:hidden">Knows</Th>
        </tr>
      </thead>
      <tbody>
        {worstFirst(sources).map((source) => (
          <SourceRow key={source.source} source={source} />
        ))}
      </tbody>
    </Table>
  );
}

function SourceRow({ source }: { source: SourceView }) {
  const facts = Object.entries(source.facts);
  const known = sourceName(source.source) !== shortSource(source.source);
  return (
    <Tr>
      <Td className="whitespace-nowrap">
        <span className="flex items-center gap-2">
          <SourceTag source={source} />
          {known && <span className="narrow:sr-only">{sourceName(source.source)}</span>}
          {source.link && (
            <a
              href={source.link}
              target="_blank"
              rel="noopener noreferrer nofollow"
              aria-label={`Its page at ${sourceName(source.source)}`}
              className="text-accent-ink"
            >
              <ExternalLink aria-hidden className="size-3.5" />
            </a>
          )}
        </span>
      </Td>
      <Td>
        {sourceWords(source)}
        {source.note && (
          <span className="text-ink-3">
            {' · '}
            <Untrusted>{source.note}</Untrusted>
          </span>
        )}
        {source.lastTry && (
          <span className="block text-ink-3 text-xs">
            Asked again <RelativeTime at={source.lastTry.at} />:{' '}
            {sourceWords({ state: source.lastTry.state, verdict: null, score: null })}
          </span>
        )}
      </Td>
      <Td className="whitespace-nowrap text-ink-2">
        <RelativeTime at={source.at} />
        {source.stale && <span className="block text-medium text-xs">stale</span>}
      </Td>
      <Td className="text-ink-2 narrow:hidden">
        {facts.length === 0 ? (
          <span className="text-ink-3">–</span>
        ) : (
          facts.map(([name, value]) => (
            <span key={name} className="mr-3 inline-block">
              <span className="text-ink-3">
                <Untrusted>{name}</Untrusted>
              </span>{' '}
              <Untrusted>{String(value ?? '–')}</Untrusted>
            </span>
          ))
        )}
      </Td>
    </Tr>
  );
}
