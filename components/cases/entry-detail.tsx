'use client';

import { defang } from '#lib/domain/observables/defang.ts';
import type { ObservableType } from '#lib/domain/observables/types.ts';
import type { TimelineItem } from '#lib/domain/views/case.ts';
import { Markdown } from '../ui/markdown.tsx';
import { sentence } from '../ui/names.ts';
import { Tag } from '../ui/tag.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { textOf } from './conflict.ts';

/** Values longer than this are named, not shown: they stand on the case. */
const SHORT = 120;
const MOST_OBSERVABLES = 8;

/** The facts of an entry, where its sentence does not say them all. */
export function EntryDetail({ item }: { item: TimelineItem }) {
  const { kind, detail } = item;
  if (kind === 'updated') return <Changes fields={detail.fields} />;
  if (kind === 'observables') return <Found list={detail.observables} total={detail.total} />;
  const text =
    kind === 'state'
      ? (detail.summary ?? detail.reason)
      : kind === 'hand_over' || kind === 'summary'
        ? detail.body
        : null;
  if (typeof text === 'string' && text) {
    return (
      <div className="mt-1 border-line border-l-2 pl-2.5 text-ink-2">
        <Markdown text={text} />
      </div>
    );
  }
  return null;
}

function Changes({ fields }: { fields: unknown }) {
  if (typeof fields !== 'object' || fields === null) return null;
  const shown = Object.entries(fields as Record<string, { from?: unknown; to?: unknown }>)
    .map(([field, change]) => ({ field, from: textOf(change?.from), to: textOf(change?.to) }))
    .filter(({ from, to }) => from.length <= SHORT && to.length <= SHORT);
  if (shown.length === 0) return null;
  return (
    <ul className="mt-0.5 text-ink-3 text-sm">
      {shown.map(({ field, from, to }) => (
        <li key={field}>
          {sentence(field)}:{' '}
          <s className="decoration-ink-3/60">
            <Untrusted>{from}</Untrusted>
          </s>{' '}
          →{' '}
          <span className="text-ink-2">
            <Untrusted>{to}</Untrusted>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Found({ list, total }: { list: unknown; total: unknown }) {
  if (!Array.isArray(list)) return null;
  const observables = list as { id?: string; type: ObservableType; value: string }[];
  const rest =
    (typeof total === 'number' ? total : observables.length) - Math.min(observables.length, MOST_OBSERVABLES);
  return (
    <div className="mt-1 flex flex-wrap gap-1">
      {observables.slice(0, MOST_OBSERVABLES).map((one) => (
        <Tag key={`${one.type} ${one.value}`} className="max-w-72 font-mono">
          <span className="truncate">
            <Untrusted>{defang(one.type, one.value)}</Untrusted>
          </span>
        </Tag>
      ))}
      {rest > 0 && <span className="text-ink-3 text-sm leading-5">and {rest} more</span>}
    </div>
  );
}
