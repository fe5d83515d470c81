'use client';

import { Pencil } from 'lucide-react';
import { useState } from 'react';
import type { CaseView } from '#lib/domain/views/case.ts';
import { Button } from '../ui/button.tsx';
import { cn } from '../ui/cn.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Textarea } from '../ui/input.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { useChangeCase } from './change.tsx';

/** Of a text with more characters or lines only the first block is shown until it is opened. */
const LONG = { characters: 320, lines: 3 };

/** As far as the first empty line, and no further than a long text's limit. */
function firstBlock(text: string): string {
  const block = text.trim().split(/\n\s*\n/)[0] ?? '';
  return block.length <= LONG.characters ? block : `${block.slice(0, LONG.characters)}…`;
}

/** The description, shortened until it is wanted, edited as Markdown. */
export function Description({ view, editable }: { view: CaseView; editable: boolean }) {
  const change = useChangeCase();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<{ text: string; version: number } | null>(null);
  const text = view.description;
  const long = text.length > LONG.characters || text.split('\n').length > LONG.lines;
  if (!text && !editable) return null;

  const save = () => {
    setDraft(null);
    if (draft && draft.text !== text) {
      void change(view.key, { kind: 'patch', patch: { description: draft.text }, version: draft.version });
    }
  };
  return (
    <section aria-label="Description" className="group">
      <div className="mb-1 flex h-6 items-center gap-2">
        <h2 className="font-semibold text-ink-2 text-sm">Description</h2>
        {editable && !draft && (
          <IconButton
            label={text ? 'Change the description' : 'Write a description'}
            icon={<Pencil aria-hidden />}
            onClick={() => setDraft({ text, version: view.version })}
            className={cn(
              'size-6',
              text && 'opacity-0 focus-visible:opacity-100 group-hover:opacity-100 touch:opacity-100',
            )}
          />
        )}
      </div>
      {draft ? (
        <div className="flex flex-col gap-2">
          <Textarea
            autoFocus
            aria-label="Description"
            rows={Math.min(18, Math.max(5, draft.text.split('\n').length + 1))}
            value={draft.text}
            onChange={(event) => setDraft({ ...draft, text: event.target.value })}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setDraft(null);
              if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) save();
            }}
          />
          <div className="flex gap-2">
            <Button variant="go" onClick={save}>
              Save
            </Button>
            <Button onClick={() => setDraft(null)}>Cancel</Button>
          </div>
        </div>
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
