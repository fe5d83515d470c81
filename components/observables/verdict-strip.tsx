'use client';

import { UserRoundPen } from 'lucide-react';
import type { JudgementView, SourceView } from '#lib/domain/views/judgement.ts';
import { useNow } from '../ui/clock.ts';
import { cn } from '../ui/cn.ts';
import { formatAge } from '../ui/duration.ts';
import { Tag } from '../ui/tag.tsx';
import { shortSource, sourceName } from './source-names.ts';
import { isDashed, sourceTone, sourceWords, worstFirst } from './source-words.ts';

/**
 * What each source says, one tag each, the worst first: dashed where it gave no answer, with its age where that is stale. A person's word
 * stands before them. `most`: so many, and how many more.
 */
export function VerdictStrip({
  judgement,
  most = Number.POSITIVE_INFINITY,
  brief = false,
  className,
}: {
  judgement: JudgementView;
  most?: number;
  /** Names without scores and ages, for where there is little room. */
  brief?: boolean;
  className?: string;
}) {
  const { override, sources } = judgement;
  if (!override && sources.length === 0) return null;
  const shown = worstFirst(sources).slice(0, most);
  return (
    <ul aria-label="Sources" className={cn('flex min-w-0 flex-wrap gap-1', className)}>
      {override && (
        <li>
          <Tag
            tone={sourceTone(override)}
            title={`Set to ${override.verdict} by ${override.by.name}: ${override.reason}`}
          >
            <UserRoundPen role="img" aria-label={`Set to ${override.verdict} by ${override.by.name}`} />
          </Tag>
        </li>
      )}
      {shown.map((source) => (
        <li key={source.source}>
          <SourceTag source={source} brief={brief} />
        </li>
      ))}
      {sources.length > shown.length && <li className="text-ink-3 text-xs">+{sources.length - shown.length}</li>}
    </ul>
  );
}

export function SourceTag({ source, brief = false }: { source: SourceView; brief?: boolean }) {
  const now = useNow(30);
  const age = now === null ? '' : formatAge((now - Date.parse(source.at)) / 1000);
  const words = `${sourceName(source.source)} ${sourceWords(source)}${age ? `, ${age} ago` : ''}${source.stale ? ', stale' : ''}`;
  return (
    <Tag tone={sourceTone(source)} dashed={isDashed(source)} mono title={words}>
      <span className="sr-only">{words}</span>
      <span aria-hidden>{shortSource(source.source)}</span>
      {!brief && source.score !== null && (
        <span aria-hidden className="num">
          {source.score}
        </span>
      )}
      {!brief && source.stale && (
        <span aria-hidden className="font-normal">
          {age}
        </span>
      )}
    </Tag>
  );
}
