'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { sourceName } from '#components/observables/source-names.ts';
import { isDashed, sourceTone, sourceWords } from '#components/observables/source-words.ts';
import { keys } from '#components/query/keys.ts';
import { usePages } from '#components/query/pages.ts';
import { cn } from '#components/ui/cn.ts';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { ListStates } from '#components/ui/list-states.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { Untrusted } from '#components/ui/untrusted.tsx';
import type { EnrichmentView } from '#lib/domain/views/judgement.ts';

/** What the sources said over time, newest first; opened, as they said it. */
export function EnrichmentHistory({ id }: { id: string }) {
  const list = usePages<EnrichmentView>(keys.observableHistory(id), `observables/${id}/enrichments`);
  return (
    <ListStates list={list} empty={<p className="px-3.5 py-3 text-ink-3">No source has been asked yet.</p>}>
      <ol aria-label="Answers over time">
        {list.items.map((item) => (
          <Answer key={item.id} item={item} />
        ))}
      </ol>
    </ListStates>
  );
}

function Answer({ item }: { item: EnrichmentView }) {
  const [open, setOpen] = useState(false);
  return (
    <li className="border-line/55 border-b last:border-b-0">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-[38px] w-full min-w-0 items-center gap-2.5 px-3.5 py-1 text-left hover:bg-raised touch:min-h-11"
      >
        <ChevronRight
          aria-hidden
          className={cn('size-4 shrink-0 text-ink-3 transition-transform duration-100', open && 'rotate-90')}
        />
        <span className="w-36 shrink-0 truncate narrow:w-24">{sourceName(item.source)}</span>
        <Tag tone={sourceTone(item)} dashed={isDashed(item)}>
          {sourceWords(item)}
        </Tag>
        {item.current && <span className="whitespace-nowrap text-ink-3 text-xs narrow:sr-only">counts now</span>}
        <RelativeTime at={item.at} className="ml-auto whitespace-nowrap text-ink-3 text-sm" />
      </button>
      {open && (
        <div className="flex flex-col gap-2 px-3.5 pb-3 pl-10 narrow:pl-3.5">
          <p className="text-ink-3 text-sm">
            Recorded by {item.recordedBy.name}; it counts as fresh until <RelativeTime at={item.expiresAt} />.
            {item.note && (
              <>
                {' '}
                <Untrusted>{item.note}</Untrusted>
              </>
            )}
          </p>
          {item.raw === undefined ? (
            <p className="text-ink-3 text-sm">Your role does not see what the source sent.</p>
          ) : item.raw === null ? (
            <p className="text-ink-3 text-sm">The source sent nothing that was kept.</p>
          ) : (
            <CodeBlock code={item.raw} label="Raw answer" />
          )}
        </div>
      )}
    </li>
  );
}
