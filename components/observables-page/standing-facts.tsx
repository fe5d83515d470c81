'use client';

import { sentence, verdictName } from '#components/ui/names.ts';
import type { ResolutionVerdict } from '#lib/domain/case-state.ts';
import type { ObservableDetail } from '#lib/domain/views/observable.ts';

/** What its cases say together: how many are open, what it was to them, how they ended. */
export function StandingFacts({ observable }: { observable: ObservableDetail }) {
  const { standing } = observable;
  const roles = Object.entries(standing.roles);
  const verdicts = Object.entries(standing.verdicts);
  const facts = observable.judgement.sources.flatMap(({ source, facts: own }) =>
    Object.entries(own).map(([name, value]) => ({ source, name, value })),
  );
  return (
    <dl className="card grid grid-cols-[128px_minmax(0,1fr)] gap-y-1.5 px-3.5 py-3 [&>dt]:text-ink-3">
      <dt>Open cases</dt>
      <dd className="num">
        {standing.open} of {standing.cases}
        {standing.capped && ', the newest'}
      </dd>
      <dt>Its role</dt>
      <dd>{roles.map(([role, count]) => `${sentence(role)} in ${count}`).join(' · ') || '–'}</dd>
      <dt>They ended as</dt>
      <dd>
        {verdicts.map(([verdict, count]) => `${verdictName(verdict as ResolutionVerdict)} ${count}`).join(' · ') ||
          'None has ended yet'}
      </dd>
      {facts.map(({ source, name, value }) => (
        <div key={`${source} ${name}`} className="contents">
          <dt className="truncate text-ink-3" title={`${name}, from ${source}`}>
            {sentence(name)}
          </dt>
          <dd className="min-w-0 break-words">{String(value ?? '–')}</dd>
        </div>
      ))}
    </dl>
  );
}
