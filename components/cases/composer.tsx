'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { TimelineItem } from '#lib/domain/views/case.ts';
import { api, messageOf, randomKey } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { Button } from '../ui/button.tsx';
import { Textarea } from '../ui/input.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { useToast } from '../ui/toast.tsx';

/** What was typed and not sent, by case: leaving the page loses nothing. */
const drafts = new Map<string, string>();

/** A comment in Markdown. ⌘Enter sends it. */
export function Composer({ caseKey }: { caseKey: string }) {
  const client = useQueryClient();
  const toast = useToast();
  const [text, setText] = useState(() => drafts.get(caseKey) ?? '');
  const [preview, setPreview] = useState(false);
  const [busy, setBusy] = useState(false);
  // One key for one text: sending it again after a lost answer makes no second comment.
  const sending = useRef<{ body: string; key: string } | null>(null);
  const write = (next: string) => {
    setText(next);
    drafts.set(caseKey, next);
  };

  const send = async () => {
    const body = text.trim();
    if (!body || busy) return;
    if (sending.current?.body !== body) sending.current = { body, key: randomKey() };
    setBusy(true);
    try {
      await api.post<TimelineItem>(`cases/${caseKey}/comments`, { body }, { idempotencyKey: sending.current.key });
      write('');
      setPreview(false);
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
      className="flex flex-col gap-2"
    >
      {preview ? (
        <section aria-label="Preview" className="card min-h-16 px-3 py-2">
          <Markdown text={text} />
        </section>
      ) : (
        <Textarea
          id="comment"
          aria-label="Comment"
          placeholder="Write a comment … Markdown, ⌘Enter sends"
          rows={text ? Math.min(12, Math.max(3, text.split('\n').length + 1)) : 1}
          value={text}
          onChange={(event) => write(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void send();
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
          className="min-h-[34px]"
        />
      )}
      {text.trim() && (
        <div className="flex gap-2">
          <Button type="submit" busy={busy}>
            Comment
          </Button>
          <Button variant="ghost" onClick={() => setPreview(!preview)} aria-pressed={preview}>
            {preview ? 'Write' : 'Preview'}
          </Button>
        </div>
      )}
    </form>
  );
}
