'use client';

import { Undo2 } from 'lucide-react';
import type { InvestigationView } from '#lib/domain/views/scout.ts';
import { Button } from '../ui/button.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Untrusted } from '../ui/untrusted.tsx';

type Act = InvestigationView['acts'][number];

/** What Scout did by itself. Each act is taken back by one press, and so are all of them. */
export function ActList({
  acts,
  busy,
  onUndo,
}: {
  acts: readonly Act[];
  busy: boolean;
  /** Absent for who may only read. Without an act: all. */
  onUndo: ((act?: string) => void) | undefined;
}) {
  const left = acts.filter((act) => act.undoable).length;
  if (acts.length === 0) return null;
  return (
    <section aria-label="What Scout did" className="min-w-0">
      <h3 className="mb-1 text-ink-3 text-xs">What Scout did</h3>
      <ul className="flex flex-col">
        {acts.map((act) => (
          <li key={act.id} className="flex min-h-7 flex-wrap items-center gap-x-2">
            <span className={act.undone ? 'min-w-0 text-ink-3 line-through' : 'min-w-0'}>
              <Untrusted>{act.summary}</Untrusted>
            </span>
            {act.undone && (
              <span className="text-ink-3 text-sm">
                taken back by {act.undone.by.name} <RelativeTime at={act.undone.at} />
              </span>
            )}
            {act.act === 'enrich' && <span className="text-ink-3 text-sm">changed nothing on the case</span>}
            {act.undoable && onUndo && (
              <Button
                variant="ghost"
                className="h-6 px-1.5 text-sm"
                aria-label={`Undo: ${act.summary}`}
                disabled={busy}
                onClick={() => onUndo(act.id)}
              >
                <Undo2 aria-hidden /> Undo
              </Button>
            )}
          </li>
        ))}
      </ul>
      {left > 1 && onUndo && (
        <Button className="mt-1.5" busy={busy} onClick={() => onUndo()}>
          Undo everything
        </Button>
      )}
    </section>
  );
}
