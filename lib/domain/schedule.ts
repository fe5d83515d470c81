import { Cron } from 'croner';
import { z } from 'zod';
import { TimeZone } from './time-zone.ts';

const FIELDS = 'Write a cron line of five fields: minute, hour, day of month, month, day of week, such as 0 7 * * 1-5.';
const NEVER = 'No minute that this line names ever comes.';
/** Whether a line ever comes has nothing to do with when it is asked. */
const ANY_TIME = new Date(0);

/** A cron line of five fields: minute, hour, day of month, month, day of week. One that never comes is refused. */
export const CronLine = z
  .string()
  .trim()
  .max(100)
  .check(({ value, issues }) => {
    const wrong = problemOf(value);
    if (wrong) issues.push({ code: 'custom', input: value, message: wrong });
  });

/** Minutes that come again, by the clocks of a zone. */
export const Schedule = z.object({ schedule: CronLine, zone: TimeZone });
export type Schedule = z.infer<typeof Schedule>;

/** Null: it is a cron line that comes. */
function problemOf(line: string): string | null {
  if (line.split(/\s+/).length !== 5) return FIELDS;
  try {
    return new Cron(line, { paused: true }).nextRun(ANY_TIME) ? null : NEVER;
  } catch {
    return FIELDS;
  }
}

/**
 * The first minute of the schedule after a moment. Where the clocks skip its time of day it comes as they go on; where they show it twice, only the
 * first is meant. Null: none comes any more.
 */
export const nextTime = (schedule: Schedule, after: Date): Date | null => cronOf(schedule).nextRun(after);

/** The last minute of the schedule that has come at a moment, the moment itself among them. Null: there was none. */
export function lastTime(schedule: Schedule, at: Date): Date | null {
  const [last] = cronOf(schedule).previousRuns(1, new Date(Math.floor(at.getTime() / 1000) * 1000 + 1000));
  return last ?? null;
}

const cronOf = ({ schedule, zone }: Schedule) => new Cron(schedule, { timezone: zone, paused: true });

/** A schedule as one line with its zone, `TZ=Europe/Rome 0 7 * * 1`; without a zone it is UTC. */
export function scheduleOfLine(line: string): Schedule {
  const [, zone = 'UTC', schedule = line] = /^TZ=(\S+)\s+(.+)$/.exec(line) ?? [];
  return { schedule, zone };
}
