'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { TimelineItem } from '#lib/domain/views/case.ts';
import { api, messageOf, randomKey } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { Button } from '../ui/button.tsx';
import { useToast } from '../ui/toast.tsx';
import { useDraft } from './drafts.ts';
import { MarkdownEditor } from './markdown-editor.tsx';

/** A comment in Markdown. What was typed and not sent outlives the page. */
export function Composer({ caseKey }: { caseKey: string }) {
  const client = useQueryClient();
  const toast = useToast();
  const [draft, setDraft] = useDraft(`${caseKey}:comment`);
  const [busy, setBusy] = useState(false);
  // One key for one text: sending it again after a lost answer makes no second comment.
  const sending = useRef<{ body: string; key: string } | null>(null);
  const text = draft?.text ?? '';

  const send = async () => {
    const body = text.trim();
    if (!body || busy) return;
    if (sending.current?.body !== body) sending.current = { body, key: randomKey() };
    setBusy(true);
    try {
      await api.post<TimelineItem>(`cases/${caseKey}/comments`, { body }, { idempotencyKey: sending.current.key });
      setDraft(null);
      sending.current = null;
      void client.invalidateQueries({ queryKey: keys.case(caseKey) });
    } catch (error) {
      toast({ ...messageOf(error), tone: 'critical' });
    }
    setBusy(false);
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <MarkdownEditor
        id="comment"
        label="Comment"
        placeholder="Write a comment … Markdown, @ mentions, ⌘Enter sends"
        value={text}
        onChange={(next) => setDraft(next ? { text: next, version: 0 } : null)}
        onSubmit={() => void send()}
        onEscape={(textarea) => textarea.blur()}
        mentions
        rows={{ least: 3, most: 12 }}
        className="min-h-[34px]"
      >
        {text.trim() && (
          <Button type="submit" busy={busy}>
            Comment
          </Button>
        )}
      </MarkdownEditor>
    </form>
  );
}
