'use client';

import type { CaseObservableView, CaseView } from '#lib/domain/views/case.ts';
import { useStores } from '../query/settings.ts';
import { useNow } from '../ui/clock.ts';
import { cn } from '../ui/cn.ts';
import { TONE_CLASS } from '../ui/tone.ts';
import { Untrusted } from '../ui/untrusted.tsx';
import { summarize } from './summary.ts';

/** What, who, how bad, done, next: the case before it is read. */
export function SummaryCard({
  view,
  observables,
}: {
  view: CaseView;
  /** Null before the first of them came. */
  observables: readonly CaseObservableView[] | null;
}) {
  const now = useNow(30) ?? Date.parse(view.updatedAt);
  const stores = useStores();
  const told = { ...view, store: view.store && stores.nameOf(view.store) };
  const rows = Object.entries(summarize(told, observables, now));
  return (
    <section aria-label="Summary" className="card px-3.5 py-3">
      <dl className="grid grid-cols-[76px_1fr] gap-y-[5px] wide:grid-cols-[92px_1fr]">
        {rows.map(([row, parts]) => (
          <div key={row} className="contents">
            <dt className="text-ink-3">{row}</dt>
            <dd className="min-w-0">
              {parts.map((part, at) => (
                <span key={part.text}>
                  {at > 0 && <span className="text-ink-3"> · </span>}
                  <span
                    className={cn(
                      part.tone && [TONE_CLASS[part.tone], 'text-tone-ink'],
                      part.mono && 'font-mono text-sm',
                      part.tone === 'critical' && 'font-semibold',
                    )}
                  >
                    <Untrusted>{part.text}</Untrusted>
                  </span>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
