import type { Day } from '../../domain/figures/days.ts';
import type { Work } from '../../domain/figures/milestone.ts';
import { spreadOf } from '../../domain/figures/spread.ts';
import type { DayFigures, Kept, PeriodFigures } from '../../domain/views/figures.ts';
import type { Place } from './buckets.ts';
import type { GroupTallies } from './groups.ts';
import { sumOf, type Tally } from './tally.ts';

export type Tallies = GroupTallies & Record<'opened' | 'contained' | 'reopened' | 'merged', Tally[]>;

const apart = <T>(figure: (work: Work) => T) => ({ people: figure('people'), automated: figure('automated') });

/** The figures of the stretches that make up a period. */
export function periodFigures(
  tallies: Tallies,
  isOfPeriod: (place: Place) => boolean,
  ends: Pick<PeriodFigures, 'openAtEnd' | 'breachedAtEnd'>,
): PeriodFigures {
  const within = (rows: readonly Tally[], work?: Work) =>
    rows.filter((row) => isOfPeriod(row.place) && (!work || row.work === work));
  const took = (rows: readonly Tally[], work: Work) => spreadOf(within(rows, work).map((row) => row.seconds));
  const kept = (rows: readonly Tally[], work: Work) => keptOf(within(rows, work), 'casesOfPeriod');
  return {
    opened: sumOf(within(tallies.opened), 'casesOfPeriod'),
    acknowledge: apart((work) => kept(tallies.acknowledge_target, work)),
    resolve: apart((work) => kept(tallies.resolve_target, work)),
    acknowledged: took(tallies.acknowledged, 'people'),
    contained: apart((work) => took(tallies.contained, work)),
    resolved: apart((work) => took(tallies.resolved, work)),
    reopened: apart((work) => sumOf(within(tallies.reopened, work), 'casesOfPeriod')),
    ...ends,
  };
}

/** The figures of one day, which is the stretch of that index. */
export function dayFigures(tallies: Tallies, day: Day, index: number, backlog: number | null): DayFigures {
  const of = (rows: readonly Tally[]) => rows.filter((row) => row.place === index);
  return {
    date: day.date,
    from: day.from.toISOString(),
    to: day.to.toISOString(),
    acknowledge: keptOf(of(tallies.acknowledge_target), 'cases'),
    resolve: keptOf(of(tallies.resolve_target), 'cases'),
    opened: sumOf(of(tallies.opened), 'cases'),
    resolved: sumOf(of(tallies.resolved), 'cases'),
    reopened: sumOf(of(tallies.reopened), 'cases'),
    backlog,
  };
}

function keptOf(rows: readonly Tally[], of: 'cases' | 'casesOfPeriod'): Kept {
  return { met: sumOf(rows, of, (row) => !row.breached), breached: sumOf(rows, of, (row) => row.breached) };
}

/** How many were open at a moment: as many as now, counted back over what has happened since. */
export function openAt(moment: Date, openNow: number, tallies: Tallies, days: readonly Day[]): number {
  const isLater = ({ place }: Tally) => {
    if (typeof place === 'number') return days[place]!.from >= moment;
    return place === 'after' || (place === 'between' && days[0]!.from > moment);
  };
  const later = (rows: readonly Tally[]) => sumOf(rows, 'all', isLater);
  return openNow - later(tallies.opened) - later(tallies.reopened) + later(tallies.resolved) + later(tallies.merged);
}
