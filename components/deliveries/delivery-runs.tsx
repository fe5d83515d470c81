'use client';

import { useQueries } from '@tanstack/react-query';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { RunTable } from '#components/runs/run-table.tsx';
import { isEnded } from '#components/runs/status.ts';
import { SkeletonRows } from '#components/ui/states.tsx';
import type { DeliveryView } from '#lib/domain/views/intake.ts';
import type { RunView } from '#lib/domain/views/run.ts';

/** The runs that a delivery started, also those that were not run, followed until each has ended. */
export function DeliveryRuns({ delivery }: { delivery: DeliveryView }) {
  const runs = useQueries({
    queries: delivery.runs.map((id) => ({
      queryKey: keys.run(id),
      queryFn: ({ signal }: { signal: AbortSignal }) => api.get<RunView>(`runs/${id}`, {}, signal),
      refetchInterval: ({ state }: { state: { data: RunView | undefined } }) =>
        state.data && isEnded(state.data.status) ? false : 1000,
    })),
    combine: (results) => ({
      known: results.flatMap(({ data }) => (data ? [data] : [])),
      pending: results.some(({ isPending }) => isPending),
    }),
  });
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold text-ink-2 text-sm">Runs it started</h2>
      {delivery.runs.length === 0 ? (
        <p className="text-ink-3">{NO_RUNS[delivery.outcome]}</p>
      ) : runs.pending && runs.known.length === 0 ? (
        <SkeletonRows rows={1} />
      ) : (
        <div className="card overflow-hidden">
          <RunTable runs={runs.known} caption="Runs that this delivery started" />
        </div>
      )}
    </section>
  );
}

const NO_RUNS: Record<DeliveryView['outcome'], string> = {
  accepted: 'No automation listens to this source.',
  duplicate: 'None: the same event was taken in before.',
  filtered: 'None.',
  quarantined: 'None: it could not be read. Fix the mapping, then redeliver it.',
  refused: 'None: it was not taken in.',
};
