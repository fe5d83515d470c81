'use client';

import { useQuery } from '@tanstack/react-query';
import { CheckNow } from '#components/dashboard/check-now.tsx';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { formatCount, usePages } from '#components/query/pages.ts';
import { RunTable } from '#components/runs/run-table.tsx';
import { BackTo } from '#components/ui/back-to.tsx';
import { ListStates } from '#components/ui/list-states.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { exactTime, RelativeTime } from '#components/ui/relative-time.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states.tsx';
import { vendorOfAutomation } from '#lib/domain/intel/vendors.ts';
import type { AutomationView, RunListItem } from '#lib/domain/views/run.ts';
import { ConditionPreview } from './condition-preview.tsx';
import { DayFigures } from './day-figures.tsx';
import { EnableSwitch } from './enable-switch.tsx';
import { ParametersForm } from './parameters-form.tsx';
import { triggerWords } from './trigger-words.ts';

/** One automation: what it does and when, what can be set, and its runs. */
export function AutomationPage({ id }: { id: string }) {
  const {
    data: automation,
    error,
    isPending,
    refetch,
  } = useQuery({
    queryKey: keys.automation(id),
    queryFn: ({ signal }) => api.get<AutomationView>(`automations/${id}`, {}, signal),
  });
  return (
    <>
      <PageBar title={<BackTo href="/automations" title="Automations" here={automation?.title ?? id} />}>
        {automation?.id === 'daily-health-check' && <CheckNow />}
        {automation && (
          <span className="flex items-center gap-2 text-ink-2">
            {automation.enabled ? 'On' : 'Off'}
            <EnableSwitch automation={automation} />
          </span>
        )}
      </PageBar>
      <PageBody className="p-3.5">
        {isPending ? (
          <SkeletonRows />
        ) : automation ? (
          <Body automation={automation} />
        ) : (
          <ErrorState error={error} onRetry={refetch} />
        )}
      </PageBody>
    </>
  );
}

function Body({ automation }: { automation: AutomationView }) {
  const filters = { automation: automation.id };
  const mayWrite = useMay('automation.write');
  const vendor = vendorOfAutomation(automation.id);
  const runs = usePages<RunListItem>(keys.runs(filters), 'runs', filters, { limit: 25 });
  return (
    <div className="mx-auto grid max-w-[1240px] grid-cols-[minmax(0,1fr)_minmax(320px,420px)] items-start gap-4 narrow:grid-cols-1">
      <div className="flex min-w-0 flex-col gap-4">
        <section className="card flex flex-col gap-2 px-3.5 py-3">
          <p>{automation.description}</p>
          <ul className="text-ink-2">
            {automation.triggers.map((trigger) => (
              <li key={`${trigger.event} ${trigger.action ?? ''}`}>
                {triggerWords(trigger)}
                <span className="ml-2 font-mono text-ink-3 text-xs">{trigger.event}</span>
              </li>
            ))}
          </ul>
          <div className="flex flex-wrap items-center gap-x-3">
            <span className="text-ink-3 text-sm">Last 24 h</span>
            <DayFigures automation={automation} />
          </div>
          {automation.nextRunAt && (
            <p className="flex flex-wrap items-center gap-x-3">
              <span className="text-ink-3 text-sm">Next run</span>
              <RelativeTime at={automation.nextRunAt} />
              <span className="text-ink-2">{exactTime(automation.nextRunAt)}</span>
            </p>
          )}
        </section>
        <section className="flex min-w-0 flex-col gap-2">
          <h2 className="font-semibold text-ink-2 text-sm">
            Runs <span className="num font-normal text-ink-3">{formatCount(runs.count)}</span>
          </h2>
          <div className="card overflow-hidden">
            <ListStates list={runs} empty={<EmptyState title="It has not run yet" />}>
              <RunTable runs={runs.items} caption={`Runs of ${automation.title}, newest first`} of="automation" />
            </ListStates>
          </div>
        </section>
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <ParametersForm automation={automation} />
        {mayWrite && vendor && <ConditionPreview automation={automation} vendor={vendor} />}
      </div>
    </div>
  );
}
