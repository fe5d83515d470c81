import type { Random } from '#e2e/support/random.ts';

const HOUR_MS = 3_600_000;
/** By the hour of the day, UTC. */
const OF_THE_DAY = [
  ...[0.25, 0.2, 0.18, 0.18, 0.2, 0.3, 0.5, 0.8, 1.1, 1.3, 1.35, 1.25],
  ...[1.1, 1.25, 1.3, 1.25, 1.1, 0.95, 0.75, 0.6, 0.5, 0.45, 0.38, 0.3],
];
/** From Sunday on. */
const OF_THE_WEEK = [0.35, 1.1, 1.05, 1, 1, 0.95, 0.42];
/** The floor sees so much more at the end than at the beginning. */
const GROWTH = 0.5;
/** One hour in so many is a burst. */
const ONE_BURST_IN = 150;

/** An hour of the past: how much of all comes in it. */
export interface Hour {
  startsAt: number;
  /** All that came before it, and with it, as shares of the whole. */
  from: number;
  to: number;
  /** Cases of a burst are mostly of one story, told by this number. */
  burst: number | null;
}

/** The hours of the last `days` days: quiet at night and at weekends, busy on Mondays, with bursts. */
export function hoursOf(random: Random, now: Date, days: number): Hour[] {
  const hours: Hour[] = [];
  const count = Math.max(1, days * 24);
  let total = 0;
  for (let index = 0; index < count; index++) {
    const startsAt = now.getTime() - (count - index) * HOUR_MS;
    const at = new Date(startsAt);
    const burst = random.below(ONE_BURST_IN) === 0 ? random.next() : null;
    const shape = OF_THE_DAY[at.getUTCHours()]! * OF_THE_WEEK[at.getUTCDay()]! * (1 + (GROWTH * index) / count);
    const from = total;
    total += shape * (0.75 + random.next() / 2) * (burst === null ? 1 : 6);
    hours.push({ startsAt, from, to: total, burst });
  }
  return hours.map((hour) => ({ ...hour, from: hour.from / total, to: hour.to / total }));
}

/** When the case comes that has this share of all before it, and in which hour. Ask in order: the search goes on where it stood. */
export function arrivalsOf(hours: readonly Hour[]): (share: number) => { at: number; hour: Hour } {
  let index = 0;
  return (share) => {
    while (index < hours.length - 1 && hours[index]!.to <= share) index += 1;
    const hour = hours[index]!;
    const within = Math.min(0.999, Math.max(0, (share - hour.from) / (hour.to - hour.from)));
    return { at: hour.startsAt + Math.floor(within * HOUR_MS), hour };
  };
}
