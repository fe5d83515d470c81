import { z } from 'zod';
import { CASE_SORTS } from '../../domain/case.ts';
import { ResolutionVerdict, Stage, State } from '../../domain/case-state.ts';
import { FIGURE_IDS } from '../../domain/figures/catalogue.ts';
import { WORKS } from '../../domain/figures/milestone.ts';
import { Severity } from '../../domain/severity.ts';
import { many, paging, texts } from '../kernel/index.ts';

/** A moment as `filterMoment` reads it: checked with the others, where `now` is known. */
const moment = z.string().trim().max(40).optional();

const filters = {
  state: many(State),
  stage: many(Stage),
  severity: many(Severity),
  /** `me`, `none`, `scout` (the AI analyst), members' ids or e-mails, or `group:tier-2`: a group's members, and the queue of that name. */
  assignee: texts(),
  source: texts(),
  category: texts(),
  /** Stores by their keys; `none`. */
  store: texts(),
  tag: texts(),
  /** Custom fields, each as `key:value`: one value of each key that is named. */
  field: texts(),
  verdict: many(ResolutionVerdict),
  vip: z.stringbool().optional(),
  /** A date, a moment, or a distance from now: `2026-03-01`, `-24h`, `+2h`. From, inclusive, to before. */
  createdFrom: moment,
  createdTo: moment,
  updatedFrom: moment,
  updatedTo: moment,
  dueFrom: moment,
  dueTo: moment,
  resolvedFrom: moment,
  resolvedTo: moment,
  observable: z.string().max(4096).optional(),
  q: z.string().max(500).optional(),
  sla: z.enum(['at_risk', 'breached']).optional(),
  open: z.stringbool().optional(),
  /** The cases that a figure of the dashboard counts; of a period’s figures with its bounds, and whose work. */
  figure: z.enum(FIGURE_IDS).optional(),
  figureFrom: moment,
  figureTo: moment,
  work: z.enum(WORKS).optional(),
};

/** What cases are chosen by: of a list, of its facets and of a saved view. */
export const CaseFilter = z.strictObject(filters);
export type CaseFilter = z.output<typeof CaseFilter>;

export const CaseQuery = z.strictObject({
  ...filters,
  /** `rank`: the best hits of a search first; without words the newest. */
  sort: z.enum(CASE_SORTS).default('-updated'),
  ...paging,
});
export type CaseQuery = z.output<typeof CaseQuery>;

/** The parameters of the filters, as they stand in an address. */
export const FILTER_NAMES = Object.keys(filters) as (keyof CaseFilter)[];
