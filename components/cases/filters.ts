import { CASE_SORTS, type CaseSort } from '#lib/domain/case.ts';
import { STAGES, STATES, type Stage, type State } from '#lib/domain/case-state.ts';
import { SEVERITIES, type Severity } from '#lib/domain/severity.ts';
import type { Params } from '../query/api.ts';

/** What the list of cases is filtered and sorted by: the query of the page's own address. */
export interface CaseFilters {
  severity: Severity[];
  state: State[];
  stage: Stage[];
  /** Members' ids; `me`, `none`, and `scout` for the AI analyst. */
  assignee: string[];
  source: string[];
  category: string[];
  tag: string[];
  sla: 'at_risk' | 'breached' | null;
  observable: string | null;
  q: string | null;
  /** Open cases only. */
  open: boolean;
  sort: CaseSort;
}

export type FilterName =
  | 'severity'
  | 'state'
  | 'assignee'
  | 'source'
  | 'category'
  | 'tag'
  | 'sla'
  | 'observable'
  | 'q'
  | 'stage';

export const DEFAULT_SORT: CaseSort = 'sla';

/** Reads an address. What it does not know it leaves out. */
export function parseFilters(query: URLSearchParams): CaseFilters {
  const list = (name: string) => [
    ...new Set(
      query
        .getAll(name)
        .flatMap((value) => value.split(','))
        .filter(Boolean),
    ),
  ];
  const known = <T extends string>(name: string, values: readonly T[]) =>
    values.filter((value) => list(name).includes(value));
  const sla = query.get('sla');
  return {
    severity: known('severity', SEVERITIES),
    state: known('state', STATES),
    stage: known('stage', STAGES),
    assignee: list('assignee'),
    source: list('source'),
    // Not split at commas: a category is free text.
    category: query.getAll('category').filter(Boolean),
    tag: query.getAll('tag').filter(Boolean),
    sla: sla === 'at_risk' || sla === 'breached' ? sla : null,
    observable: query.get('observable')?.trim() || null,
    q: query.get('q')?.trim() || null,
    open: query.get('open') !== 'false',
    sort: CASE_SORTS.find((sort) => sort === query.get('sort')) ?? DEFAULT_SORT,
  };
}

/** The shortest address of these filters: `/cases?severity=high`. */
export function addressOf(filters: Partial<CaseFilters>): string {
  const query = new URLSearchParams();
  for (const name of ['severity', 'state', 'stage', 'assignee', 'source', 'category', 'tag'] as const) {
    for (const value of filters[name] ?? []) query.append(name, value);
  }
  for (const name of ['sla', 'observable', 'q'] as const) {
    const value = filters[name];
    if (value) query.set(name, value);
  }
  if (filters.open === false) query.set('open', 'false');
  if (filters.sort && filters.sort !== DEFAULT_SORT) query.set('sort', filters.sort);
  const text = query.toString();
  return text ? `/cases?${text}` : '/cases';
}

/** The API's parameters. `scoutId` stands in for `scout`. */
export function paramsOf(filters: CaseFilters, scoutId: string | undefined): Params {
  const { open, sla, assignee, ...rest } = filters;
  return {
    ...rest,
    sla,
    assignee: assignee.map((who) => (who === 'scout' ? (scoutId ?? 'none') : who)),
    open: open ? true : undefined,
  };
}

export function isFiltered(filters: CaseFilters): boolean {
  return addressOf({ ...filters, open: true, sort: DEFAULT_SORT }) !== '/cases';
}
