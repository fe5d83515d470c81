'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { BackTo } from '#components/ui/back-to.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { ErrorState, SkeletonRows } from '#components/ui/states.tsx';
import type { RunView } from '#lib/domain/views/run.ts';
import { RunControls } from './run-controls.tsx';
import { RunHead } from './run-head.tsx';
import { RunTable } from './run-table.tsx';
import { isEnded } from './status.ts';
import { RunStatusTag } from './status-tag.tsx';
import { useFrameClock } from './use-frame-clock.ts';
import { ErrorBox, WaterfallView } from './waterfall-view.tsx';

/** How often a run that is under way is asked for, in milliseconds. */
const POLL_MS = 700;

/** A run's answer, fetched again until the run has ended. */
export function useRun(id: string) {
  return useQuery({
    queryKey: keys.run(id),
    queryFn: ({ signal }) => api.get<RunView>(`runs/${id}`, {}, signal),
    refetchInterval: ({ state }) => (state.data && isEnded(state.data.status) ? false : POLL_MS),
  });
}

/** One run: its steps over time, what it was started by, what it gave, and what else the same event started. */
export function RunPage({ id }: { id: string }) {
  const { data: run, error, isPending, refetch } = useRun(id);
  return (
    <>
      <PageBar
        title={<BackTo href="/runs" title="Runs" here={run?.title ?? 'Run'} />}
        chips={run && <RunStatusTag status={run.status} />}
      >
        {run && <RunControls run={run} />}
      </PageBar>
      <PageBody className="p-3.5">
        {isPending ? <SkeletonRows /> : run ? <RunBody run={run} /> : <ErrorState error={error} onRetry={refetch} />}
      </PageBody>
    </>
  );
}

function RunBody({ run }: { run: RunView }) {
  const now = useFrameClock(!isEnded(run.status));
  return (
    <div className="mx-auto flex max-w-[1100px] flex-col gap-4">
      <RunHead run={run} />
      {run.error && <ErrorBox error={run.error} />}
      <Section title={run.steps.length > 0 ? `Steps · ${run.steps.length}` : 'Steps'}>
        {run.steps.length > 0 ? (
          <WaterfallView run={run} now={now} />
        ) : (
          <p className="text-ink-3">{NO_STEPS[run.status]}</p>
        )}
      </Section>
      <div className="grid grid-cols-2 items-start gap-4 narrow:grid-cols-1">
        <Section title={`Event ${run.event.name}`}>
          <CodeBlock code={run.event.data} label="event data" />
        </Section>
        <Section title="Output">
          {run.output === undefined || run.output === null ? (
            <p className="text-ink-3">{isEnded(run.status) ? 'It returned nothing.' : 'Nothing yet.'}</p>
          ) : (
            <CodeBlock code={run.output} label="output" />
          )}
        </Section>
      </div>
      <Section title="The same event also">
        {run.siblings.length > 0 ? (
          <div className="card overflow-hidden">
            <RunTable runs={run.siblings} caption="Other runs of the same event" />
          </div>
        ) : (
          <p className="text-ink-3">No other automation listens to this event.</p>
        )}
      </Section>
    </div>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h2 className="font-semibold text-ink-2 text-sm">{title}</h2>
      {children}
    </section>
  );
}

const NO_STEPS: Record<RunView['status'], string> = {
  queued: 'It waits for its turn.',
  running: 'It has begun; no step has been recorded yet.',
  waiting: 'No step has been recorded yet.',
  completed: 'It ended without a step.',
  failed: 'It failed before its first step.',
  cancelled: 'It was cancelled before its first step.',
  skipped: 'It was not run, so it has no steps.',
};
