import { z } from 'zod';
import type { FalconAlert } from '../../connectors/crowdstrike.ts';
import { falconVersion } from '../../domain/crowdstrike/body.ts';

/** An alert can be found up to minutes after the time of its update: so much is read again with each sweep, and known again. */
const OVERLAP_MS = 300_000;

/**
 * Where a sweep through Falcon's alerts stands: it lists the ids of what was updated from `from` on, in that order, reads the documents page by page,
 * and lists on from there. A list is made anew after a crash, so that only a whole one moves `from`.
 */
const Sweep = z.object({
  from: z.string(),
  /** When it began. */
  begun: z.string(),
  /** Ids from `from` on that were read by lists that did not come past one moment. */
  skip: z.number(),
  /** Pages of the list that were stored, by which two readers know each other. */
  page: z.number(),
});
export type Sweep = z.infer<typeof Sweep>;

/** How far the log was read: `cursor` is an unfinished sweep's. */
export interface SweepStanding {
  cursor: string | null;
  since: Date;
}

/** The sweep to go on with; a new one where there is none, or where an earlier version of the reader left it. */
export function sweepOf({ cursor, since }: SweepStanding, now: Date): Sweep {
  const left = Sweep.safeParse(cursor === null ? null : JSON.parse(cursor));
  if (left.success) return { ...left.data, page: 0 };
  return { from: new Date(since.getTime() - OVERLAP_MS).toISOString(), begun: now.toISOString(), skip: 0, page: 0 };
}

/** What a list came to. */
export interface ListRead {
  /** Ids that it named. */
  listed: number;
  /** All from `from` on, by Falcon's count. */
  total: number;
  /** The latest update among its alerts up to the sweep's beginning; null: it had none. */
  latest: Date | null;
  /** The earliest update on its last page; null: that has none. */
  lastPage: Date | null;
}

/**
 * Where the reading stands after a whole list. A sweep that named everything is over, and the next begins at the latest update that was read: not at one
 * after its own beginning, which would pass over what was found late meanwhile, as would one by a clock that is ahead of ours. Else the sweep lists on
 * from its last page's earliest update: an alert that changed while it was read bears a later time than its place in the list had.
 */
export function afterList(sweep: Sweep, { since }: SweepStanding, read: ListRead): SweepStanding {
  const reached = new Date(Math.max(since.getTime(), read.latest?.getTime() ?? 0));
  if (sweep.skip + read.listed >= read.total || read.listed === 0) return { cursor: null, since: reached };
  const on = read.lastPage !== null && read.lastPage > new Date(sweep.from);
  const next = on
    ? { ...sweep, from: read.lastPage!.toISOString(), skip: 0, page: 0 }
    : { ...sweep, skip: sweep.skip + read.listed, page: 0 };
  return { cursor: JSON.stringify(next satisfies Sweep), since };
}

/** The latest update of these up to when the sweep began; null: there is none. */
export function latestOf(alerts: readonly FalconAlert[], { begun }: Sweep): Date | null {
  return extreme(
    Math.max,
    timesOf(alerts).filter((time) => time <= Date.parse(begun)),
  );
}

/** The earliest update of these; null: none tells its own. */
export const earliestOf = (alerts: readonly FalconAlert[]): Date | null => extreme(Math.min, timesOf(alerts));

const timesOf = (alerts: readonly FalconAlert[]): number[] =>
  alerts.flatMap((alert) => falconVersion(alert) ?? []).map((time) => Date.parse(time));

const extreme = (of: typeof Math.max, times: readonly number[]): Date | null =>
  times.length === 0 ? null : new Date(of(...times));
