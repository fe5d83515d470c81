'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import type { ObservableVerdict } from '#lib/domain/observables/types.ts';
import type { CaseObservableView, CaseView } from '#lib/domain/views/case.ts';
import type { Onlooker } from '#lib/domain/views/collaboration.ts';
import { CopyBoth } from '../observables/observable-value.tsx';
import { VerdictStrip } from '../observables/verdict-strip.tsx';
import { RunStatusTag } from '../runs/status-tag.tsx';
import { TimersCard } from '../sla/timers-card.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Tag } from '../ui/tag.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { type CaseTab, useCaseRuns } from './case-tabs.tsx';
import { Onlookers } from './onlookers.tsx';
import { Properties } from './properties.tsx';

const MOST_OBSERVABLES = 8;
const VERDICT_RANK: Record<ObservableVerdict, number> = { malicious: 0, suspicious: 1, unknown: 2, benign: 3 };
const MOST_RUNS = 5;

/** What an eye checks again and again: timers, indicators, properties, runs. */
export function Aside({
  view,
  observables,
  onTab,
  editable,
  onlookers,
}: {
  view: CaseView;
  observables: readonly CaseObservableView[];
  onTab: (tab: CaseTab) => void;
  editable: boolean;
  onlookers: readonly Onlooker[];
}) {
  const runs = useCaseRuns(view.key).items;
  // Those that an analyst acts on first.
  const rank = ({ key, role, verdict }: CaseObservableView) =>
    (key ? 0 : 8) + VERDICT_RANK[verdict] * 2 + (role === 'implicated' ? 0 : 1);
  const shown = [...observables].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_OBSERVABLES);
  return (
    <aside
      aria-label="Facts of the case"
      className="flex min-w-0 flex-col gap-[15px] border-line px-3.5 py-3 wide:overflow-y-auto wide:border-l narrow:border-t"
    >
      <Onlookers onlookers={onlookers} />
      <Section title="Timers">
        <TimersCard view={view} editable={editable} />
      </Section>
      {shown.length > 0 && (
        <Section title="Observables">
          <ul className="flex flex-col gap-px">
            {shown.map((one) => (
              <li key={one.id} className="group relative flex min-h-[23px] min-w-0 items-center gap-2">
                <Link
                  href={`/observables/${one.id}`}
                  prefetch={false}
                  title={one.defanged}
                  className="min-w-0 truncate font-mono text-sm hover:underline"
                >
                  <Untrusted>{one.defanged}</Untrusted>
                </Link>
                <span className={one.role === 'implicated' ? 'sr-only' : 'shrink-0 text-ink-3 text-xs'}>
                  {one.role}
                </span>
                <span className="absolute right-0 flex items-center rounded-md bg-panel opacity-0 focus-within:opacity-100 group-hover:opacity-100 touch:static touch:ml-auto touch:opacity-100">
                  <CopyBoth observable={one} />
                </span>
                {one.judgement.sources.length > 0 || one.judgement.override ? (
                  <VerdictStrip judgement={one.judgement} most={3} brief className="ml-auto shrink-0 flex-nowrap" />
                ) : (
                  one.allowListed && (
                    <Tag tone="ok" className="ml-auto">
                      own
                    </Tag>
                  )
                )}
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
                <Link
                  href={`/runs/${run.id}`}
                  prefetch={false}
                  title={run.title}
                  className="min-w-0 truncate hover:underline"
                >
                  {run.title}
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
