import type { MilestoneKind, Outcome } from './milestone.ts';

/** A figure's cases: open ones as they stand now, or those with a milestone in the period. */
export type Selection =
  | { of: 'now'; what: 'open' | 'unassigned' | 'at_risk' | 'breached' | 'due_next' }
  | { of: 'period'; kind: MilestoneKind; outcome?: Outcome };

interface Definition {
  title: string;
  /** What is counted, as one sentence. */
  formula: string;
  selection: Selection;
}

const define = <const D extends Record<string, Definition>>(definitions: D): D => definitions;
const inPeriod = (kind: MilestoneKind, outcome?: Outcome): Selection => ({
  of: 'period',
  kind,
  ...(outcome ? { outcome } : {}),
});

/** How far ahead “breaches next” looks. */
export const DUE_NEXT_SECONDS = 2 * 3600;

/**
 * Every number of cases that the dashboard shows. The list of cases takes the same ids (`?figure=`), so a number and its list are one
 * selection. In a period a case counts once, by the last milestone of the kind that lies in it.
 */
export const FIGURES = define({
  open: {
    title: 'Open',
    formula: 'Cases that are neither resolved nor closed, now.',
    selection: { of: 'now', what: 'open' },
  },
  unassigned: {
    title: 'Unassigned',
    formula: 'Open cases that nobody has, now.',
    selection: { of: 'now', what: 'unassigned' },
  },
  at_risk: {
    title: 'At risk',
    formula: 'Open cases whose next target has used up its at-risk share and is not due yet, now.',
    selection: { of: 'now', what: 'at_risk' },
  },
  breached: {
    title: 'Breached now',
    formula: 'Open cases with a target that is overdue and not met late yet, now.',
    selection: { of: 'now', what: 'breached' },
  },
  due_next: {
    title: 'Breaches next',
    formula: 'Open cases whose next target is due within two hours from now.',
    selection: { of: 'now', what: 'due_next' },
  },
  opened: { title: 'Opened', formula: 'Cases opened in the period.', selection: inPeriod('opened') },
  acknowledged: {
    title: 'Acknowledged',
    formula: 'Cases that a person first acted on in the period.',
    selection: inPeriod('acknowledged'),
  },
  contained: {
    title: 'Contained',
    formula: 'Cases whose runbook left its Contain phase in the period.',
    selection: inPeriod('contained'),
  },
  resolved: {
    title: 'Resolved',
    formula: 'Cases resolved or closed in the period, but for those that became part of another case.',
    selection: inPeriod('resolved'),
  },
  false_positives: {
    title: 'False positives',
    formula: 'Cases resolved in the period with the verdict false positive.',
    selection: inPeriod('resolved', 'false_positive'),
  },
  reopened: { title: 'Reopened', formula: 'Cases reopened in the period.', selection: inPeriod('reopened') },
  acknowledge_decided: {
    title: 'Acknowledge targets',
    formula: 'Cases whose acknowledge target was met or missed in the period.',
    selection: inPeriod('acknowledge_target'),
  },
  acknowledge_met: {
    title: 'Acknowledged in time',
    formula: 'Cases whose acknowledge target was met in the period.',
    selection: inPeriod('acknowledge_target', 'met'),
  },
  acknowledge_breached: {
    title: 'Acknowledge target missed',
    formula: 'Cases whose acknowledge target ran out in the period.',
    selection: inPeriod('acknowledge_target', 'breached'),
  },
  resolve_decided: {
    title: 'Resolve targets',
    formula: 'Cases whose resolve target was met or missed in the period.',
    selection: inPeriod('resolve_target'),
  },
  resolve_met: {
    title: 'Resolved in time',
    formula: 'Cases whose resolve target was met in the period.',
    selection: inPeriod('resolve_target', 'met'),
  },
  resolve_breached: {
    title: 'Resolve target missed',
    formula: 'Cases whose resolve target ran out in the period.',
    selection: inPeriod('resolve_target', 'breached'),
  },
});

export type FigureId = keyof typeof FIGURES;
export const FIGURE_IDS = Object.keys(FIGURES) as [FigureId, ...FigureId[]];

export function isFigureId(id: string): id is FigureId {
  return Object.hasOwn(FIGURES, id);
}
