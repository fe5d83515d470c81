'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CommentRevision } from '#lib/domain/views/collaboration.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { Markdown } from '../ui/markdown.tsx';
import { Popover } from '../ui/popover.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { ErrorState, Skeleton } from '../ui/states.tsx';

/** That a comment was changed, and what it said before. */
export function CommentHistory({ caseKey, id, editedAt }: { caseKey: string; id: string; editedAt: string }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label="What the comment said before"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className="mt-1 rounded-xs text-ink-3 text-xs hover:underline touch:min-h-11">
          edited <RelativeTime at={editedAt} />
        </button>
      }
    >
      {open && <Revisions caseKey={caseKey} id={id} />}
    </Popover>
  );
}

function Revisions({ caseKey, id }: { caseKey: string; id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: keys.commentRevisions(caseKey, id),
    queryFn: ({ signal }) =>
      api.get<{ items: CommentRevision[] }>(`cases/${caseKey}/comments/${id}/revisions`, {}, signal),
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="w-2/3" />;
  return (
    <ol className="flex flex-col gap-3">
      {data.items.map((one) => (
        <li key={one.replacedAt}>
          <p className="mb-1 text-ink-3 text-xs">
            Until <RelativeTime at={one.replacedAt} />
          </p>
          <Markdown text={one.body} />
        </li>
      ))}
    </ol>
  );
}
