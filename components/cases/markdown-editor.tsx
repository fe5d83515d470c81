'use client';

import { type KeyboardEvent, type ReactNode, type SyntheticEvent, useId, useRef, useState } from 'react';
import type { MemberView } from '#lib/domain/views/member.ts';
import { useMembers } from '../query/members.ts';
import { Button } from '../ui/button.tsx';
import { Textarea } from '../ui/input.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { MentionList } from './mention-list.tsx';
import { completed, type MentionQuery, matching, mentionAt } from './mention-query.ts';

/** A text in Markdown with its preview. ⌘Enter sends it; an @ offers the members where `mentions` is set. */
export function MarkdownEditor({
  label,
  value,
  onChange,
  onSubmit,
  onEscape,
  mentions = false,
  rows,
  children,
  ...rest
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  onSubmit: () => void;
  onEscape: (textarea: HTMLTextAreaElement) => void;
  mentions?: boolean;
  rows: { least: number; most: number };
  id?: string;
  placeholder?: string;
  autoFocus?: boolean;
  className?: string;
  /** The acts; without any the editor has no foot. */
  children?: ReactNode;
}) {
  const [preview, setPreview] = useState(false);
  const [query, setQuery] = useState<MentionQuery | null>(null);
  const [active, setActive] = useState(0);
  // Nothing is left to look at: the next text is written first.
  if (preview && !value) setPreview(false);
  const text = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const { members } = useMembers();
  const people = query
    ? matching(
        members.filter((member) => !member.disabled),
        query.typed,
      )
    : [];
  const current = people[Math.min(active, people.length - 1)];

  const look = (event: SyntheticEvent<HTMLTextAreaElement>) => {
    const { value: now, selectionStart, selectionEnd } = event.currentTarget;
    const next = mentions && selectionStart === selectionEnd ? mentionAt(now, selectionStart) : null;
    if (next?.at !== query?.at || next?.typed !== query?.typed) setActive(0);
    setQuery(next);
  };
  const pick = ({ name }: MemberView) => {
    if (!query) return;
    const next = completed(value, query, name);
    onChange(next.text);
    setQuery(null);
    requestAnimationFrame(() => text.current?.setSelectionRange(next.caret, next.caret));
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) return onSubmit();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (current && step) setActive((active + step + people.length) % people.length);
    else if (current && (event.key === 'Enter' || event.key === 'Tab')) pick(current);
    else if (current && event.key === 'Escape') setQuery(null);
    else {
      if (event.key === 'Escape') onEscape(event.currentTarget);
      return;
    }
    event.preventDefault();
  };

  return (
    <div className="flex flex-col gap-2">
      {preview ? (
        <section aria-label="Preview" className="card min-h-16 px-3 py-2">
          <Markdown text={value} />
        </section>
      ) : (
        <div className="relative">
          <Textarea
            {...rest}
            ref={text}
            aria-label={label}
            aria-autocomplete={mentions ? 'list' : undefined}
            aria-controls={current ? listId : undefined}
            aria-activedescendant={current ? `${listId}-${people.indexOf(current)}` : undefined}
            rows={value ? Math.min(rows.most, Math.max(rows.least, value.split('\n').length + 1)) : 1}
            value={value}
            onChange={(event) => {
              onChange(event.target.value);
              look(event);
            }}
            onSelect={look}
            onBlur={() => setQuery(null)}
            onKeyDown={press}
          />
          {current && <MentionList id={listId} people={people} active={people.indexOf(current)} onPick={pick} />}
        </div>
      )}
      {children && (
        <div className="flex flex-wrap items-center gap-2">
          {children}
          <Button variant="ghost" onClick={() => setPreview(!preview)} aria-pressed={preview}>
            {preview ? 'Write' : 'Preview'}
          </Button>
        </div>
      )}
    </div>
  );
}
