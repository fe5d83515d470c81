'use client';

import { Swords } from 'lucide-react';
import { techniqueHref } from '#lib/domain/attack.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import type { AttackStep } from '#lib/domain/views/collaboration.ts';
import { keys } from '../query/keys.ts';
import { usePages } from '../query/pages.ts';
import { formatDuration } from '../ui/duration.ts';
import { ListStates } from '../ui/list-states.tsx';
import { exactTime, RelativeTime } from '../ui/relative-time.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Tag } from '../ui/tag.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { gapBefore, tacticsOf } from './attack-steps.ts';

/** Reported later than it happened by so much is worth saying. */
const LATE_SECONDS = 60;

/** What the attacker did, by the events' own time, and which techniques that were. */
export function AttackTimeline({ view }: { view: CaseView }) {
  const list = usePages<AttackStep>(keys.caseAttack(view.key), `cases/${view.key}/attack`, {}, { limit: 100 });
  const tactics = tacticsOf(list.items, view.techniques);
  return (
    <div className="flex flex-col gap-4">
      {tactics.length > 0 && (
        <section aria-label="Techniques" className="flex flex-wrap gap-x-5 gap-y-2.5">
          {tactics.map(({ tactic, techniques }) => (
            <div key={tactic ?? 'other'}>
              <h3 className="mb-1 text-ink-3 text-xs">{tactic ?? 'Other'}</h3>
              <ul className="flex flex-wrap gap-1">
                {techniques.map(({ id, name, count }) => (
                  <li key={id}>
                    <Technique id={id} name={name} count={count} />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      )}
      <ListStates
        list={list}
        empty={
          <EmptyState icon={<Swords aria-hidden />} title="No vendor’s event tells of the attack">
            The events of a case stand here by the time at which they happened.
          </EmptyState>
        }
      >
        <ol aria-label="Attack timeline" className="relative ml-1.5 border-line border-l">
          {list.items.map((step, at) => (
            <Step key={step.id} step={step} gap={gapBefore(list.items, at)} />
          ))}
        </ol>
      </ListStates>
    </div>
  );
}

function Step({ step, gap }: { step: AttackStep; gap: number | null }) {
  const late = (Date.parse(step.receivedAt) - Date.parse(step.at)) / 1000;
  return (
    <li className="relative pb-3 pl-4 before:absolute before:top-[7px] before:-left-[4.5px] before:size-2 before:rounded-full before:bg-accent">
      <p className="flex flex-wrap items-baseline gap-x-2 text-ink-3 text-sm">
        <time dateTime={step.at} className="num text-ink-2">
          {exactTime(step.at)}
        </time>
        {gap !== null && gap > 0 && <span>{formatDuration(gap)} later</span>}
        <span>{step.vendor}</span>
        {late > LATE_SECONDS && (
          <span>
            heard of it <RelativeTime at={step.receivedAt} />
          </span>
        )}
      </p>
      <p className="min-w-0 break-words">
        <Untrusted>{step.title}</Untrusted>
      </p>
      <Techniques ids={step.techniques} />
      {step.analysed.length > 0 && (
        <div className="mt-1 flex flex-wrap items-baseline gap-x-2">
          <span className="text-ink-3 text-sm">By our analysis of its command lines</span>
          <Techniques ids={step.analysed} />
        </div>
      )}
    </li>
  );
}

function Techniques({ ids }: { ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-wrap gap-1">
      {ids.map((id) => (
        <li key={id}>
          <Technique id={id} name={null} count={1} />
        </li>
      ))}
    </ul>
  );
}

function Technique({ id, name, count }: { id: string; name: string | null; count: number }) {
  return (
    <Tag className="max-w-80">
      <a
        href={techniqueHref(id)}
        target="_blank"
        rel="noopener noreferrer"
        className="min-w-0 truncate hover:underline"
        title={name ?? undefined}
      >
        <span className="font-mono font-semibold text-2xs">{id}</span>
        {name && ` ${name}`}
      </a>
      {count > 1 && <span className="num text-ink-3">×{count}</span>}
    </Tag>
  );
}
