import { addressOf, type CaseFilters, isFiltered, parseFilters } from './filters.ts';

/** GET cases/counts. */
export type CaseCounts = Record<'myOpen' | 'unassigned' | 'atRisk' | 'breached' | 'scout' | 'identity' | 'all', number>;

export interface CaseViewLink {
  id: keyof CaseCounts;
  title: string;
  filters: Partial<CaseFilters>;
  /** Where a number above nought means that somebody must act. */
  urgent?: boolean;
}

/** The saved views that everybody has, in the order of the rail. */
export const VIEWS: readonly CaseViewLink[] = [
  { id: 'myOpen', title: 'My open', filters: { assignee: ['me'] } },
  { id: 'unassigned', title: 'Unassigned', filters: { assignee: ['none'] }, urgent: true },
  { id: 'atRisk', title: 'At risk', filters: { sla: 'at_risk' } },
  { id: 'breached', title: 'Breached', filters: { sla: 'breached' }, urgent: true },
  { id: 'scout', title: 'Scout’s', filters: { assignee: ['scout'] } },
  { id: 'identity', title: 'Identity', filters: { category: ['Identity & Access'] } },
  { id: 'all', title: 'All open', filters: {} },
];

/** The view that an address shows, whatever it is sorted by; undefined when it is none. */
export function viewOf(query: URLSearchParams): CaseViewLink | undefined {
  const filters = parseFilters(query);
  const { sort: _, ...rest } = filters;
  const address = addressOf(rest);
  return VIEWS.find((view) => addressOf(view.filters) === address);
}

/** What the page calls itself. */
export function titleOf(query: URLSearchParams): string {
  const filters = parseFilters(query);
  const view = viewOf(query);
  if (view) return view.title;
  if (filters.q || filters.observable) return 'Search';
  if (isFiltered(filters)) return 'Cases';
  return 'All cases';
}
