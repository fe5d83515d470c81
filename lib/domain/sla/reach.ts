import { formatDuration } from '../duration.ts';
import { type CalendarVersion, weekLengthOf } from './calendar.ts';
import { calendarAt } from './choose.ts';
import { isWithinReach } from './hours.ts';
import type { PolicyBook, PolicyTerms } from './policy.ts';

const TIMES = ['acknowledgeSeconds', 'resolveSeconds'] as const;

/** A promise that a calendar puts off for longer than anybody waits. */
export interface OutOfReach {
  term: (typeof TIMES)[number];
  /** For people: how long the calendar's week is and what it would have to count. */
  reason: string;
}

/**
 * The first time of a policy that takes more than ten years by a version of its calendar that counts at `from` or later; null where all can be
 * met. A VIP's shorter time is met where the whole one is.
 */
export function outOfReach(
  terms: Pick<PolicyTerms, 'calendar' | (typeof TIMES)[number]>,
  book: Pick<PolicyBook, 'calendars'>,
  from: Date,
): OutOfReach | null {
  const current = calendarAt({ policies: [], ...book }, terms.calendar, from);
  const counting = book.calendars.filter(
    (version) => version === current || (version.calendarId === terms.calendar && version.effectiveFrom > from),
  );
  for (const term of TIMES) {
    const version = counting.find(({ hours }) => hours !== null && !isWithinReach(hours, terms[term], from));
    if (version) return { term, reason: reasonOf(version, terms[term]) };
  }
  return null;
}

const reasonOf = ({ name, hours }: CalendarVersion, seconds: number) =>
  `“${name}” counts ${weekLengthOf(hours)} a week: ${formatDuration(seconds * 1000)} of it take more than ten years. Promise less, or choose a calendar of more hours.`;
