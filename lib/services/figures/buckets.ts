import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../../domain/figures/days.ts';
import type { Period } from '../../domain/figures/period.ts';

/**
 * The stretches of time that milestones are counted in: the compared period, each day of the period, and what lies after it until now
 * (from where the backlog of earlier days is counted back).
 */
export interface Buckets {
  from: Date;
  /** Where the period itself begins. */
  start: Date;
  to: Date;
  /** The bounds, ascending, as an SQL array: stretch n, from 1, lies between the nth and the next. */
  bounds: SQL;
  /** The end of the period that a stretch belongs to: a case counts once in it. */
  ends: SQL;
  places: readonly Place[];
}

/** What a stretch is: a day by its index, the compared period, or neither. */
export type Place = number | 'compared' | 'between' | 'after';

/** Without `compared` the stretches begin with the period, without `until` they end with it. */
export function bucketsOf(days: readonly Day[], period: Period, compared: Period | null, until?: Date): Buckets {
  const stretches: { from: Date; to: Date; place: Place; end: Date }[] = [];
  if (compared) {
    stretches.push({ ...compared, place: 'compared', end: compared.to });
    if (compared.to < period.from)
      stretches.push({ from: compared.to, to: period.from, place: 'between', end: period.from });
  }
  for (const [index, day] of days.entries()) stretches.push({ ...day, place: index, end: period.to });
  if (until && period.to < until) stretches.push({ from: period.to, to: until, place: 'after', end: until });
  const to = stretches.at(-1)!.to;
  const array = (moments: Date[]) => sql`${sql.param(moments.map((moment) => moment.toISOString()))}::timestamptz[]`;
  return {
    from: stretches[0]!.from,
    start: period.from,
    to,
    bounds: array([...stretches.map(({ from }) => from), to]),
    ends: array(stretches.map(({ end }) => end)),
    places: stretches.map(({ place }) => place),
  };
}
