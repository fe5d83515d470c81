'use client';

import { FileChartColumn } from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { ReportListItem } from '#lib/domain/views/figures.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMay } from '../query/me.ts';
import { formatCount, usePages } from '../query/pages.ts';
import { Button } from '../ui/button.tsx';
import { Link } from '../ui/link.tsx';
import { ListStates } from '../ui/list-states.tsx';
import { PageBar, PageBody } from '../ui/page-bar.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Table, Td, Th, Tr } from '../ui/table.tsx';
import { CheckNow } from './check-now.tsx';
import { browserZone } from './dashboard-bar.tsx';

/** The weeks and the daily checks that were kept. */
export function ReportsPage() {
  const router = useRouter();
  const mayMake = useMay('report.write');
  const list = usePages<ReportListItem>(keys.reports, 'reports');
  const make = useAct((zone: string) => api.post<ReportListItem>('reports', { zone }), {
    stale: [keys.reports],
    done: (report) => router.push(`/reports/${report.id}`),
  });
  return (
    <>
      <PageBar title="Reports" count={formatCount(list.count)}>
        <CheckNow />
        {mayMake && (
          <Button busy={make.busy} onClick={() => void make.act(browserZone())}>
            Keep last week
          </Button>
        )}
      </PageBar>
      <PageBody>
        <ListStates
          list={list}
          empty={
            <EmptyState icon={<FileChartColumn />} title="No report yet">
              Each Monday the automation Weekly report keeps the figures of the week that has ended. On its days the
              Daily health check keeps what nobody has taken at Falcon.
            </EmptyState>
          }
        >
          <Table caption="Reports, the newest first">
            <thead>
              <tr>
                <Th>Report</Th>
                <Th>Zone</Th>
                <Th className="text-right">Made</Th>
              </tr>
            </thead>
            <tbody>
              {list.items.map((report) => (
                <Tr key={report.id} onOpen={() => router.push(`/reports/${report.id}`)}>
                  <Td>
                    <Link href={`/reports/${report.id}`} className="font-[510] hover:underline">
                      {report.title}
                    </Link>
                  </Td>
                  <Td className="text-ink-2">{report.zone}</Td>
                  <Td className="text-right text-ink-3">
                    <RelativeTime at={report.createdAt} />
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </ListStates>
      </PageBody>
    </>
  );
}
