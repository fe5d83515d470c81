'use client';

import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { dateIn, isZone } from '#lib/domain/figures/days.ts';
import { comparedWith, comparisonOf, type Period, periodOf } from '#lib/domain/figures/period.ts';
import type { PeriodFigures, SlaCauses, SlaSummary } from '#lib/domain/views/figures.ts';
import { CaseChangeProvider } from '../cases/change.tsx';
import { api, type Params } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useUrlParams } from '../query/url-params.ts';
import { useNow } from '../ui/clock.ts';
import { PageBody } from '../ui/page-bar.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { browserZone, DashboardBar } from './dashboard-bar.tsx';
import { downloadCsv } from './download.ts';
import { GroupingSelect } from './grouping-select.tsx';
import { NextBreaches } from './next-breaches.tsx';
import { apiParams, DASHBOARD_PARAMS, groupingOf } from './params.ts';
import { PrintHead } from './print-head.tsx';
import { SummaryCharts, SummaryTiles } from './summary-view.tsx';
import { tileTable } from './tables.ts';

/** What a manager looks at: every figure with its formula, and the cases behind it one press away. It changes by itself. */
export function SlaPage() {
  const [params, setParams] = useUrlParams(DASHBOARD_PARAMS);
  const ownZone = useSyncExternalStore(noChange, browserZone, () => 'UTC');
  const zone = isZone(params.zone) && params.zone ? params.zone : ownZone;
  // A minute is soon enough to see that a day has begun.
  const now = useNow(60);
  const asked = now === null ? null : apiParams(params, dateIn(zone, new Date(now)), zone);
  const summaryParams = { ...asked, groupBy: groupingOf(params) };
  const summary = useFigures<SlaSummary>('sla/summary', keys.slaSummary(summaryParams), summaryParams, asked !== null);
  const period = asked && periodOf({ from: String(asked.from), to: String(asked.to), zone }, new Date(now ?? 0));
  const compared = period && comparedWith(period, zone, comparisonOf(params.compare));
  const before = useBefore(asked, compared);
  const shown = summary.data && { ...summary.data, previous: before };
  const causes = useFigures<SlaCauses>('sla/causes', keys.slaCauses(asked ?? {}), asked ?? {}, asked !== null);
  const { severity, category, source, store, assignee } = params;

  return (
    <CaseChangeProvider>
      <DashboardBar
        params={params}
        zone={zone}
        onChange={setParams}
        onCsv={shown && (() => downloadCsv('SLA figures', tileTable(shown)))}
      />
      {shown && period && <PrintHead params={params} zone={zone} at={shown.at} period={period} compared={compared} />}
      <PageBody className="print:overflow-visible">
        {summary.error ? (
          <ErrorState error={summary.error} onRetry={summary.refetch} />
        ) : !shown ? (
          <SkeletonRows rows={12} />
        ) : (
          <div
            aria-busy={summary.isPlaceholderData || undefined}
            className={`flex flex-col gap-2.5 p-3.5 ${summary.isPlaceholderData ? 'opacity-60' : ''}`}
          >
            <SummaryTiles summary={shown} params={params} />
            <SummaryCharts
              summary={shown}
              causes={causes.data}
              params={params}
              groupControl={<GroupingSelect params={params} onChange={setParams} />}
            >
              <NextBreaches dimensions={{ severity, category, source, store, assignee }} />
            </SummaryCharts>
          </div>
        )}
      </PageBody>
    </CaseChangeProvider>
  );
}

const noChange = () => () => undefined;

/** The compared period’s figures, asked for apart: they are over, so they are not asked for again with each change. */
function useBefore(asked: Params | null, compared: Period | null): PeriodFigures | null {
  const query = { ...asked, from: compared?.from.toISOString(), to: compared?.to.toISOString() };
  const { data } = useQuery({
    queryKey: keys.slaBefore(query),
    queryFn: ({ signal }) => api.get<SlaSummary>('sla/summary', query, signal),
    enabled: compared !== null,
    staleTime: 10 * 60_000,
  });
  return compared && data ? data.period : null;
}

/** The stream says when cases change; at-risk and overdue also come with time alone. */
function useFigures<T>(path: string, queryKey: readonly unknown[], params: Params, enabled: boolean) {
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<T>(path, params, signal),
    enabled,
    refetchInterval: 30_000,
    placeholderData: (previous) => previous,
  });
}
