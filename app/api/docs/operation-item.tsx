'use client';

import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Tag } from '#components/ui/tag.tsx';
import type { Tone } from '#components/ui/tone.ts';
import type { Method, OpenApi, Operation } from './operations.ts';
import { TryIt } from './try-it.tsx';

const TONES: Record<Method, Tone> = { get: 'low', post: 'ok', put: 'medium', patch: 'medium', delete: 'critical' };

/** One operation: a line that opens what it takes and answers, with a form to send it. */
export function OperationItem({
  document,
  operation,
  apiKey,
}: {
  document: OpenApi;
  operation: Operation;
  apiKey: string;
}) {
  const [open, setOpen] = useState(false);
  const panel = useId();
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-2.5 px-3 py-2 text-left hover:bg-raised focus-visible:-outline-offset-2"
      >
        <ChevronRight
          aria-hidden
          className={cn('size-3.5 shrink-0 text-ink-3 transition-transform', open && 'rotate-90')}
        />
        <Tag tone={TONES[operation.method]} mono className="w-14 justify-center uppercase">
          {operation.method}
        </Tag>
        <code className="min-w-0 break-all font-mono text-sm">{operation.path}</code>
        <span className="ml-auto min-w-0 truncate text-ink-2 narrow:hidden">{operation.summary}</span>
      </button>
      <div id={panel} hidden={!open} className="flex flex-col gap-4 border-line/55 border-t px-4 py-3">
        {open && (
          <>
            <p className="whitespace-pre-line text-ink-2">{operation.description || operation.summary}</p>
            <TryIt document={document} operation={operation} apiKey={apiKey} />
          </>
        )}
      </div>
    </>
  );
}
