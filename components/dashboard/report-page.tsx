'use client';

import { useQuery } from '@tanstack/react-query';
import { Download, Printer } from 'lucide-react';
import type { ReportView } from '#lib/domain/views/figures.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { BackTo } from '../ui/back-to.tsx';
import { Button } from '../ui/button.tsx';
import { PageBar, PageBody } from '../ui/page-bar.tsx';
import { exactTime } from '../ui/relative-time.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { downloadCsv } from './download.ts';
import { HealthReport } from './health-report.tsx';
import { DASHBOARD_PARAMS, type DashboardParams } from './params.ts';
import { SummaryCharts, SummaryTiles } from './summary-view.tsx';
import { tileTable } from './tables.ts';

const EVERYTHING = Object.fromEntries(DASHBOARD_PARAMS.map((name) => [name, ''])) as DashboardParams;

/** A week as it stood when it was over, or a daily check as it stood: to read, to print, to take along. */
export function ReportPage({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: keys.report(id),
    queryFn: ({ signal }) => api.get<ReportView>(`reports/${id}`, {}, signal),
    // A report never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <>
      <PageBar title={<BackTo href="/reports" title="Reports" here={data?.title ?? 'Report'} />}>
        <span className="contents print:hidden">
          {data?.kind === 'weekly' && (
            <Button onClick={() => downloadCsv(data.title, tileTable(data.snapshot.summary))}>
              <Download aria-hidden /> CSV
            </Button>
          )}
          <Button disabled={!data} onClick={() => window.print()}>
            <Printer aria-hidden /> Print
          </Button>
        </span>
      </PageBar>
      <PageBody className="print:overflow-visible">
        {error ? (
          <ErrorState error={error} onRetry={refetch} />
        ) : !data ? (
          <SkeletonRows rows={12} />
        ) : data.kind === 'health' ? (
          <div className="flex flex-col gap-2.5 p-3.5">
            <p className="mx-auto w-full max-w-[1240px] text-ink-3 text-sm">{`As it stood on ${exactTime(data.snapshot.at)}.`}</p>
            <HealthReport snapshot={data.snapshot} />
          </div>
        ) : (
          <div className="flex flex-col gap-2.5 p-3.5">
            <p className="text-ink-3 text-sm">
              As it stood on {exactTime(data.createdAt)}, days of {data.zone}. Restricted cases and those about a member
              are not in it; the lists behind the numbers show the cases as they are today.
            </p>
            <SummaryTiles summary={data.snapshot.summary} params={EVERYTHING} />
            <SummaryCharts summary={data.snapshot.summary} causes={data.snapshot.causes} params={EVERYTHING} />
          </div>
        )}
      </PageBody>
    </>
  );
}
