'use client';

import { Pencil } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { CaseView } from '#lib/domain/views/case.ts';
import { useOrder } from '../injections/case-orders.ts';
import { OrderMark } from '../injections/order-mark.tsx';
import { Button } from '../ui/button.tsx';
import { cn } from '../ui/cn.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { useChangeCase } from './change.tsx';
import { useDraft } from './drafts.ts';
import { MarkdownEditor } from './markdown-editor.tsx';

/** Of a text with more characters or lines only the first block is shown until it is opened. */
const LONG = { characters: 320, lines: 3 };

/** As far as the first empty line, and no further than a long text's limit. */
function firstBlock(text: string): string {
  const block = text.trim().split(/\n\s*\n/)[0] ?? '';
  return block.length <= LONG.characters ? block : `${block.slice(0, LONG.characters)}…`;
}

/** The description, shortened until it is wanted, edited as Markdown. A draft is kept over a reload. */
export function Description({
  view,
  editable,
  onEditing,
}: {
  view: CaseView;
  editable: boolean;
  /** Told when the editor opens and closes. */
  onEditing: (editing: boolean) => void;
}) {
  const change = useChangeCase();
  const order = useOrder('description');
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useDraft(`${view.key}:description`);
  // A draft that a reload brought back takes nobody's keys.
  const [opened, setOpened] = useState(false);
  const text = view.description;
  const long = text.length > LONG.characters || text.split('\n').length > LONG.lines;
  const editing = editable && draft !== null;
  useEffect(() => onEditing(editing), [editing, onEditing]);
  if (!text && !editable) return null;

  const save = async () => {
    setDraft(null);
    setOpened(false);
    if (!draft || draft.text === text) return;
    const patch = { description: draft.text };
    const after = await change(view.key, { kind: 'patch', patch, version: draft.version });
    // Refused, or nobody was reached: what was written is not lost.
    if (after === null) setDraft(draft);
  };
  const leave = () => {
    setDraft(null);
    setOpened(false);
  };
  return (
    <section aria-label="Description" className="group">
      <div className="mb-1 flex h-6 items-center gap-2">
        <h2 className="font-semibold text-ink-2 text-sm">Description</h2>
        <OrderMark order={order} />
        {editable && !editing && (
          <IconButton
            label={text ? 'Change the description' : 'Write a description'}
            icon={<Pencil aria-hidden />}
            onClick={() => {
              setOpened(true);
              setDraft({ text, version: view.version });
            }}
            className={cn(
              'size-6',
              text && 'opacity-0 focus-visible:opacity-100 group-hover:opacity-100 touch:opacity-100',
            )}
          />
        )}
      </div>
      {editing ? (
        <MarkdownEditor
          autoFocus={opened}
          label="Description"
          value={draft.text}
          onChange={(next) => setDraft({ ...draft, text: next })}
          onSubmit={() => void save()}
          onEscape={leave}
          rows={{ least: 5, most: 18 }}
        >
          <Button variant="go" onClick={() => void save()}>
            Save
          </Button>
          <Button onClick={leave}>Cancel</Button>
        </MarkdownEditor>
      ) : text ? (
        <>
          <Markdown text={long && !open ? firstBlock(text) : text} className="text-ink-2" />
          {long && (
            <button
              type="button"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
              className="mt-1 rounded-xs text-accent-ink text-sm hover:underline touch:min-h-11"
            >
              {open ? 'Show less' : 'Show all of it'}
            </button>
          )}
        </>
      ) : (
        <p className="text-ink-3">None yet.</p>
      )}
    </section>
  );
}
