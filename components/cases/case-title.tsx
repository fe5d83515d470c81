'use client';

import { Pencil } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import type { CaseView } from '#lib/domain/views/case.ts';
import { useOrder } from '../injections/case-orders.ts';
import { OrderMark } from '../injections/order-mark.tsx';
import { useNow } from '../ui/clock.ts';
import { cn } from '../ui/cn.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { exactTime, RelativeTime } from '../ui/relative-time.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { useChangeCase } from './change.tsx';

const focus = (input: HTMLInputElement | null) => input?.focus();

/** The title, which a press makes editable, and where the case came from. */
export function CaseTitle({ view, editable }: { view: CaseView; editable: boolean }) {
  const change = useChangeCase();
  const order = useOrder('title');
  const [draft, setDraft] = useState<{ text: string; version: number } | null>(null);
  const save = () => {
    const title = draft?.text.trim();
    setDraft(null);
    if (draft && title && title !== view.title) {
      void change(view.key, { kind: 'patch', patch: { title }, version: draft.version });
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') save();
    else if (event.key === 'Escape') setDraft(null);
  };
  return (
    <div>
      {draft ? (
        <input
          ref={focus}
          aria-label="Title"
          maxLength={300}
          value={draft.text}
          onChange={(event) => setDraft({ ...draft, text: event.target.value })}
          onBlur={save}
          onKeyDown={press}
          className="w-full rounded-md bg-raised px-1.5 font-[620] text-xl tracking-[-0.015em] outline-1 outline-accent -ml-1.5"
        />
      ) : (
        <h1
          className={cn(
            'group flex items-start gap-1.5 font-[620] text-xl tracking-[-0.015em]',
            order && 'narrow:flex-wrap',
          )}
        >
          <span className="min-w-0">
            <Untrusted>{view.title}</Untrusted>
          </span>
          <OrderMark order={order} className="mt-[3px] font-normal tracking-normal" />
          {editable && (
            <IconButton
              label="Change the title"
              icon={<Pencil aria-hidden />}
              onClick={() => setDraft({ text: view.title, version: view.version })}
              className="-my-0.5 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 touch:opacity-100"
            />
          )}
        </h1>
      )}
      <p className="mt-0.5 text-ink-2">
        Opened by <b className="font-[550] text-ink">{view.createdBy.name}</b> <RelativeTime at={view.createdAt} />
        {view.eventCount > 0 && ` · ${view.eventCount} event${view.eventCount === 1 ? '' : 's'}`} · first seen{' '}
        <FirstSeen at={view.createdAt} />
      </p>
    </div>
  );
}

function FirstSeen({ at }: { at: string }) {
  const awake = useNow(60) !== null;
  return <time dateTime={at}>{awake ? exactTime(at) : at}</time>;
}
