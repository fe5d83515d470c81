'use client';

import type { Onlooker } from '#lib/domain/views/collaboration.ts';
import { Avatar } from '../ui/avatar.tsx';
import { sentence } from '../ui/names.ts';

/** Who else has the case before him, and what he has open to edit. */
export function Onlookers({ onlookers }: { onlookers: readonly Onlooker[] }) {
  return (
    <section
      aria-label="Also looking"
      aria-live="polite"
      // Empty it stays, so that who comes is read out, and takes no room.
      className={onlookers.length > 0 ? 'tone-accent card px-3 py-2' : '-mb-[15px]'}
    >
      {onlookers.map(({ member, editing }) => (
        <p key={member.id} className="flex min-h-6 items-center gap-2">
          <Avatar actor={member} titled={false} />
          <span className="min-w-0">
            <b className="font-[550]">{member.name}</b>{' '}
            <span className="text-ink-2">
              {editing ? `is editing: ${sentence(editing).toLowerCase()}` : 'is looking at this case'}
            </span>
          </span>
        </p>
      ))}
    </section>
  );
}
