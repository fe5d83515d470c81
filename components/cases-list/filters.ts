import { CASE_SORTS, type CaseSort } from '#lib/domain/case.ts';
import { type ResolutionVerdict, STAGES, type Stage, type State, VERDICTS } from '#lib/domain/case-state.ts';
import { SEVERITIES, type Severity } from '#lib/domain/severity.ts';
import type { Params } from '../query/api.ts';

/** Filters of one text; moments are dates or distances from now, such as `-24h`. */
const TEXTS = [
  'observable',
  'q',
  'createdFrom',
  'createdTo',
  'updatedFrom',
  'updatedTo',
  'dueFrom',
  'dueTo',
  'resolvedFrom',
  'resolvedTo',
  // The cases behind a figure of the dashboard, which writes these addresses.
  'figure',
  'figureFrom',
  'figureTo',
  'work',
] as const;
type TextName = (typeof TEXTS)[number];

/** What the list of cases is filtered and sorted by: the query of the page's own address. */
export interface CaseFilters extends Record<TextName, string | null> {
  severity: Severity[];
  state: State[];
  stage: Stage[];
  /** Members' ids; `me`, `none`, `group:…`, and `scout` for the AI analyst. */
  assignee: string[];
  source: string[];
  category: string[];
  store: string[];
  tag: string[];
  /** `key:value` of custom fields. */
  field: string[];
  verdict: ResolutionVerdict[];
  vip: boolean | null;
  sla: 'at_risk' | 'breached' | null;
  /** Open cases only. */
  open: boolean;
  /** Null: the best hits of a search first, else what is due next. */
  sort: CaseSort;
}

/** Filters of several values. */
export const LIST_FILTERS = [
  'severity',
  'state',
  'stage',
  'assignee',
  'source',
  'category',
  'store',
  'tag',
  'field',
  'verdict',
] as const;
export type ListFilter = (typeof LIST_FILTERS)[number];

export const DEFAULT_SORT: CaseSort = 'sla';
/** Of a search for words: the best hits first. */
const sortOf = (q: string | null | undefined): CaseSort => (q ? 'rank' : DEFAULT_SORT);

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
  // Not split at commas: these are free text.
  const whole = (name: string) => [...new Set(query.getAll(name).filter(Boolean))];
  const sla = query.get('sla');
  const vip = query.get('vip');
  const texts = Object.fromEntries(TEXTS.map((name) => [name, query.get(name)?.trim() || null])) as Record<
    TextName,
    string | null
  >;
  return {
    ...texts,
    severity: known('severity', SEVERITIES),
    state: list('state'),
    stage: known('stage', STAGES),
    assignee: whole('assignee').flatMap((value) => (value.startsWith('group:') ? [value] : value.split(','))),
    source: list('source'),
    category: whole('category'),
    store: whole('store'),
    tag: whole('tag'),
    field: whole('field'),
    verdict: known('verdict', VERDICTS),
    vip: vip === 'true' ? true : vip === 'false' ? false : null,
    sla: sla === 'at_risk' || sla === 'breached' ? sla : null,
    open: query.get('open') !== 'false',
    sort: CASE_SORTS.find((sort) => sort === query.get('sort')) ?? sortOf(texts.q),
  };
}

/** The shortest address of these filters: `/cases?severity=high`. */
export function addressOf(filters: Partial<CaseFilters>): string {
  const text = queryTextOf(filters);
  return text ? `/cases?${text}` : '/cases';
}

/** The same without the path, as a saved view keeps it. */
export function queryTextOf(filters: Partial<CaseFilters>): string {
  const query = new URLSearchParams();
  for (const name of LIST_FILTERS) for (const value of filters[name] ?? []) query.append(name, value);
  if (filters.vip !== null && filters.vip !== undefined) query.set('vip', String(filters.vip));
  for (const name of ['sla', ...TEXTS] as const) {
    const value = filters[name];
    if (value) query.set(name, value);
  }
  if (filters.open === false) query.set('open', 'false');
  if (filters.sort && filters.sort !== sortOf(filters.q)) query.set('sort', filters.sort);
  return query.toString();
}

/** The API's parameters. */
export function paramsOf({ open, ...filters }: CaseFilters): Params {
  return { ...filters, open: open ? true : undefined };
}

export function isFiltered(filters: CaseFilters): boolean {
  return queryTextOf({ ...filters, open: true, sort: sortOf(filters.q) }) !== '';
}

/** Other filters begin with the sort of their kind: a search with its best hits, a list with what is due next. */
export function changedBy(filters: CaseFilters, change: Partial<CaseFilters>): CaseFilters {
  const next = { ...filters, ...change };
  const kept = filters.sort !== sortOf(filters.q) || change.sort !== undefined;
  const fits = next.sort !== 'rank' || Boolean(next.q);
  return { ...next, sort: kept && fits ? next.sort : sortOf(next.q) };
}
