import { z } from 'zod';
import { isZone } from '../../domain/figures/days.ts';
import { COMPARISONS, comparedWith, type Period, periodOf } from '../../domain/figures/period.ts';
import { DateOrMomentText } from '../../domain/moment.ts';
import { Severity } from '../../domain/severity.ts';
import { Grouping } from '../../domain/views/figures.ts';
import { invalid } from '../errors.ts';
import { many, texts } from '../kernel/index.ts';

/** A date (`2026-03-01`, by the zone) or a moment with its zone. */
const when = DateOrMomentText.optional();

/** The fixed dimensions, each one of several values. */
export const dimensions = {
  severity: many(Severity),
  category: texts(),
  source: texts(),
  /** Stores by their keys; `none`. */
  store: texts(),
  /** Members’ ids; `me` and `none`. */
  assignee: texts(),
};

export const period = {
  /** The first moment, or the first day. Nothing: 30 days up to `to`. */
  from: when,
  /** The end, not included, or the last day, included. Nothing: the end of today. */
  to: when,
  /** An IANA time zone: where days begin. */
  zone: z.string().max(64).refine(isZone, 'Write an IANA time zone, such as Europe/Rome.').default('UTC'),
};

export const SlaQuery = z.strictObject({
  ...period,
  /** With which period: it costs as much again. */
  compare: z.enum(COMPARISONS).default('none'),
  groupBy: Grouping.default('severity'),
  ...dimensions,
});
export type SlaQuery = z.output<typeof SlaQuery>;

export const CausesQuery = z.strictObject({ ...period, ...dimensions });
export type CausesQuery = z.output<typeof CausesQuery>;

export type Dimensions = Pick<SlaQuery, keyof typeof dimensions>;

/** A day more than a leap year of 53 weeks has. */
const LONGEST_MS = 372 * 86_400_000;

/** The period that was asked for, and the one to compare it with. Throws `invalid` where it has no length, or more than a year’s. */
export function periodsOf(
  asked: { from?: string | undefined; to?: string | undefined; zone: string; compare?: SlaQuery['compare'] },
  now: Date,
): { period: Period; compared: Period | null } {
  const period = periodOf(asked, now);
  const length = period.to.getTime() - period.from.getTime();
  if (length <= 0) throw invalid([{ pointer: '/to', message: 'The period ends before it begins.' }]);
  if (length > LONGEST_MS) throw invalid([{ pointer: '/from', message: 'A period is a year long at most.' }]);
  return { period, compared: comparedWith(period, asked.zone, asked.compare ?? 'none') };
}
