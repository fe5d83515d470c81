'use client';

import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { EDITABLE_MS } from '#lib/domain/comment.ts';
import type { Mentionable } from '#lib/domain/mention.ts';
import type { TimelineItem } from '#lib/domain/views/case.ts';
import { useFlagged } from '../injections/case-orders.ts';
import { OrderMark } from '../injections/order-mark.tsx';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMay, useMe } from '../query/me.ts';
import { Button } from '../ui/button.tsx';
import { useNow } from '../ui/clock.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { CommentHistory } from './comment-history.tsx';
import { MarkdownEditor } from './markdown-editor.tsx';

/** A comment, which who wrote it can change for a while. What it said before is one press away. */
export function CommentBody({ caseKey, item, body }: { caseKey: string; item: TimelineItem; body: string }) {
  const [draft, setDraft] = useState<string | null>(null);
  const me = useMe();
  const flagged = useFlagged();
  const may = useMay('case.comment');
  const now = useNow(10);
  const { act, busy } = useAct(
    (text: string) => api.patch<TimelineItem>(`cases/${caseKey}/comments/${item.id}`, { body: text }),
    { stale: [keys.case(caseKey)] },
  );
  const mine = may && me?.kind === item.actor.kind && me.id === item.actor.id;
  const editable = mine && now !== null && now - Date.parse(item.at) < EDITABLE_MS;
  const save = async () => {
    const text = draft?.trim();
    if (!text || text === body) return setDraft(null);
    if (await act(text)) setDraft(null);
  };

  if (draft !== null) {
    return (
      <div className="mt-1">
        <MarkdownEditor
          autoFocus
          label="Change the comment"
          value={draft}
          onChange={setDraft}
          onSubmit={() => void save()}
          onEscape={() => setDraft(null)}
          mentions
          rows={{ least: 3, most: 12 }}
        >
          <Button onClick={() => void save()} busy={busy} disabled={!draft.trim()}>
            Save the comment
          </Button>
          <Button variant="ghost" onClick={() => setDraft(null)}>
            Cancel
          </Button>
        </MarkdownEditor>
      </div>
    );
  }
  return (
    <div className="card group mt-1 flex items-start gap-2 px-3 py-2">
      <div className="min-w-0 flex-1">
        <Markdown text={body} mentions={mentionsOf(item)} />
        {flagged && item.detail.isOrder === true && (
          <OrderMark order={{ byPerson: item.actor.kind === 'user' }} className="mt-1" />
        )}
        {typeof item.detail.editedAt === 'string' && (
          <CommentHistory caseKey={caseKey} id={item.id} editedAt={item.detail.editedAt} />
        )}
      </div>
      {editable && (
        <IconButton
          label="Change the comment"
          icon={<Pencil aria-hidden />}
          onClick={() => setDraft(body)}
          className="-my-1 -mr-1.5 size-6 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 touch:opacity-100"
        />
      )}
    </div>
  );
}

const NOBODY: readonly Mentionable[] = [];

const mentionsOf = ({ detail }: TimelineItem): readonly Mentionable[] =>
  Array.isArray(detail.mentions) ? (detail.mentions as Mentionable[]) : NOBODY;
