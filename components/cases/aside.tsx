'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import type { CaseObservableView, CaseView } from '#lib/domain/views/case.ts';
import { CopyBoth } from '../observables/observable-value.tsx';
import { VerdictTag } from '../observables/verdict-tag.tsx';
import { RunStatusTag } from '../runs/status-tag.tsx';
import { TimerMark } from '../sla/timer-mark.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { type CaseTab, useCaseRuns } from './case-tabs.tsx';
import { Properties } from './properties.tsx';

const MOST_OBSERVABLES = 8;
const MOST_RUNS = 5;

/** What an eye checks again and again: timers, indicators, properties, runs. */
export function Aside({
  view,
  observables,
  onTab,
  editable,
}: {
  view: CaseView;
  observables: readonly CaseObservableView[];
  onTab: (tab: CaseTab) => void;
  editable: boolean;
}) {
  const runs = useCaseRuns(view.key).items;
  // Key and implicated ones first: those that an analyst acts on.
  const rank = (one: CaseObservableView) =>
    one.key ? 0 : one.role === 'implicated' ? 1 : one.role === 'victim' ? 2 : 3;
  const shown = [...observables].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_OBSERVABLES);
  return (
    <aside
      aria-label="Facts of the case"
      className="flex min-w-0 flex-col gap-[15px] border-line px-3.5 py-3 wide:overflow-y-auto wide:border-l narrow:border-t"
    >
      <Section title="Timers">
        {view.sla.length === 0 && <p className="text-ink-3">No targets for this severity.</p>}
        <dl className="grid grid-cols-[104px_1fr] gap-y-[7px]">
          {view.sla.map((timer) => (
            <div key={timer.id} className="contents">
              <dt className="truncate text-ink-3" title={timer.name}>
                {timer.metric === 'acknowledge' ? 'Acknowledge' : timer.metric === 'resolve' ? 'Resolve' : timer.name}
              </dt>
              <dd>
                <TimerMark timer={timer} long />
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      {shown.length > 0 && (
        <Section title="Observables">
          <ul className="flex flex-col gap-px">
            {shown.map((one) => (
              <li key={one.id} className="group flex min-h-[23px] min-w-0 items-center gap-2">
                <Link
                  href={`/observables/${one.id}`}
                  prefetch={false}
                  title={one.defanged}
                  className="min-w-0 truncate font-mono text-sm hover:underline"
                >
                  <Untrusted>{one.defanged}</Untrusted>
                </Link>
                <span className="shrink-0 text-ink-3 text-xs">{one.role}</span>
                <span className="ml-auto flex shrink-0 items-center opacity-0 focus-within:opacity-100 group-hover:opacity-100 touch:opacity-100">
                  <CopyBoth observable={one} />
                </span>
                {one.verdict !== 'unknown' && <VerdictTag verdict={one.verdict} score={one.score} />}
              </li>
            ))}
          </ul>
          {view.observableCount > shown.length && (
            <More onClick={() => onTab('observables')}>All {view.observableCount} observables</More>
          )}
        </Section>
      )}
      <Section title="Properties">
        <Properties view={view} editable={editable} />
      </Section>
      {runs.length > 0 && (
        <Section title="Runs">
          <ul className="flex flex-col gap-1">
            {runs.slice(0, MOST_RUNS).map((run) => (
              <li key={run.id} className="flex min-h-6 items-center gap-2">
                <Link href={`/runs/${run.id}`} prefetch={false} className="min-w-0 truncate hover:underline">
                  {run.automation}
                </Link>
                <RelativeTime at={run.createdAt} className="ml-auto whitespace-nowrap text-ink-3 text-sm" />
                <RunStatusTag status={run.status} />
              </li>
            ))}
          </ul>
          {runs.length > MOST_RUNS && <More onClick={() => onTab('runs')}>All runs</More>}
        </Section>
      )}
    </aside>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-1.5 font-semibold text-ink-2 text-sm">{title}</h2>
      {children}
    </section>
  );
}

function More({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="mt-1 rounded-xs text-accent-ink text-sm hover:underline touch:min-h-11"
    >
      {children}
    </button>
  );
}
