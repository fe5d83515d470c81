import { z } from 'zod';

/** Before nothing that a case can tell of happened, and nobody plans so far ahead; years of other lengths than four digits are other formats. */
export const EARLIEST = new Date('1970-01-01T00:00:00Z');
export const LATEST = new Date('2199-12-31T23:59:59.999Z');
const RANGE = 'Write a moment from 1970 to 2199.';
const FORM = 'Write a date such as 2026-03-01, or a moment with its zone such as 2026-03-01T08:30:00Z.';

const ISO = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * The moment that somebody wrote: a date (its first moment in UTC), or a time with its zone. Null for what is none, a 30th of February included, and for
 * one before {@link EARLIEST} or after {@link LATEST}: neither our rules nor Postgres know all that `Date` does.
 */
export function readMoment(text: string): Date | null {
  const moment = parseMoment(text);
  return moment !== null && isKnown(moment) ? moment : null;
}

const isKnown = (moment: Date) => moment >= EARLIEST && moment <= LATEST;

function parseMoment(text: string): Date | null {
  const date = ISO.exec(text)?.[1];
  if (date === undefined) return null;
  const [day, moment] = [new Date(`${date}T00:00:00Z`), new Date(text)];
  if (Number.isNaN(day.getTime()) || Number.isNaN(moment.getTime())) return null;
  return day.toISOString().startsWith(date) ? moment : null;
}

/** A moment in a sentence, to the second: `2026-01-12 12:15:00 UTC`. */
export function utcText(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A moment in a body, as a `Date`. */
export const MomentInput = z.preprocess(
  (given) => (typeof given === 'string' ? (parseMoment(given.trim()) ?? given) : given),
  z.date({ error: FORM }).min(EARLIEST, RANGE).max(LATEST, RANGE),
);

/** A moment that stays a text: with its zone, as {@link readMoment} reads it. */
export const MomentText = z.iso
  .datetime({ offset: true, error: FORM })
  .refine((text) => readMoment(text) !== null, RANGE);

/** The same, or a date, whose day somebody's zone decides. */
export const DateOrMomentText = z.union([z.iso.date().refine((text) => readMoment(text) !== null), MomentText], {
  error: `${FORM} ${RANGE}`,
});
