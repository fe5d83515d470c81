import { pageOf } from '../../domain/views/common.ts';
import { ReportListItem, ReportView, SlaCauses, SlaSummary } from '../../domain/views/figures.ts';
import { CausesQuery, SlaQuery } from '../../services/figures/query.ts';
import { ReportQuery } from '../../services/reports/list.ts';
import { WeeklyReport } from '../../services/reports/make-weekly.ts';
import { contract } from '../contract.ts';

const tag = 'Figures';

export const getSlaSummary = contract({
  method: 'GET',
  path: '/sla/summary',
  tag,
  summary: 'The figures of a period and of now, over the cases that the reader may see',
  query: SlaQuery,
  answer: { status: 200, schema: SlaSummary },
});
export const getSlaCauses = contract({
  method: 'GET',
  path: '/sla/causes',
  tag,
  summary: 'Where the time of missed targets went, and which rules raise false alarms',
  query: CausesQuery,
  answer: { status: 200, schema: SlaCauses },
});
export const listReports = contract({
  method: 'GET',
  path: '/reports',
  tag,
  summary: 'List the reports that were kept, the newest first',
  query: ReportQuery,
  answer: { status: 200, schema: pageOf(ReportListItem) },
});
export const makeReport = contract({
  method: 'POST',
  path: '/reports',
  tag,
  summary: 'Keep the report of the last whole week; answers the one that there is',
  body: WeeklyReport,
  answer: { status: 201, schema: ReportListItem },
});
export const getReport = contract({
  method: 'GET',
  path: '/reports/{id}',
  tag,
  summary: 'Read a report',
  answer: { status: 200, schema: ReportView },
});
