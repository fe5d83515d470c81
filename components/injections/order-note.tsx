'use client';

import { Bot } from 'lucide-react';
import { INJECTION_TAG } from '#lib/domain/injection/flag.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import { useChangeCase } from '../cases/change.tsx';
import { Button } from '../ui/button.tsx';
import { cn } from '../ui/cn.ts';
import { Untrusted } from '../ui/untrusted.tsx';
import { placeOf } from './words.ts';

const MOST = 6;

/** That texts of the case give orders to a model, where they stand, and a press that dismisses it. */
export function OrderNote({ view, editable }: { view: CaseView; editable: boolean }) {
  const change = useChangeCase();
  if (view.orders.length === 0) return null;
  const ours = view.orders.every(({ byPerson }) => byPerson);
  const places = [...new Set(view.orders.map(placeOf))];
  const dismiss = () => {
    const tags = view.tags.filter((tag) => tag !== INJECTION_TAG);
    void change(view.key, { kind: 'patch', patch: { tags }, version: view.version });
  };
  return (
    <section
      aria-label="Orders to a model"
      className={cn(
        ours ? 'tone-plain' : 'tone-medium',
        'card flex items-start gap-2.5 px-3.5 py-2.5 narrow:flex-wrap',
      )}
    >
      <Bot aria-hidden className="mt-px size-4 shrink-0 text-tone-ink" />
      <div className="min-w-0 flex-1">
        <p>
          <b className="font-semibold">
            {ours ? 'Words of the team read like orders to a model.' : 'Texts of this case give orders to a model.'}
          </b>{' '}
          <span className="text-ink-2">Models see them as data, and Scout leaves the decision to a person.</span>
        </p>
        <ul aria-label="Where they stand" className="mt-0.5 flex flex-wrap gap-x-3 text-ink-2 text-sm">
          {places.slice(0, MOST).map((place) => (
            <li key={place} className="min-w-0 break-words">
              <Untrusted>{place}</Untrusted>
            </li>
          ))}
          {places.length > MOST && <li className="text-ink-3">{`and ${places.length - MOST} more`}</li>}
        </ul>
      </div>
      {editable && <Button onClick={dismiss}>Dismiss</Button>}
    </section>
  );
}
