import { readMoment } from './moment.ts';

/** A point in time as a filter says it: a date, a moment, or a distance from now such as `-24h` (a day ago) or `+2h` (in two hours). */
const DISTANCE = /^([+-])(\d{1,5})(m|h|d)$/;
const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** The moment that a filter's text means at `now`; null for what is none. A date without a time is its first moment in UTC. */
export function filterMoment(text: string, now: Date): Date | null {
  const distance = DISTANCE.exec(text.trim());
  if (distance) {
    const ms = Number(distance[2]) * UNIT_MS[distance[3] as keyof typeof UNIT_MS];
    return new Date(now.getTime() + (distance[1] === '-' ? -ms : ms));
  }
  return readMoment(text.trim());
}

/** `key:value` of a filter by a custom field; the value may hold colons. Null for what names no field. */
export function fieldFilter(text: string): { key: string; value: string } | null {
  const colon = text.indexOf(':');
  const key = text.slice(0, Math.max(0, colon)).trim();
  const value = text.slice(colon + 1).trim();
  return key === '' || value === '' ? null : { key, value };
}

/** A filter's text in each type that a custom field's value may have: `7` is a number too, `true` also a truth value. */
export function valuesOf(text: string): (string | number | boolean)[] {
  const forms: (string | number | boolean)[] = [text];
  if (/^-?\d+(\.\d+)?$/.test(text) && Number.isFinite(Number(text))) forms.push(Number(text));
  if (text === 'true' || text === 'false') forms.push(text === 'true');
  return forms;
}

const GROUP = 'group:';

/** `tier-2` of the assignee filter `group:tier-2`; null for any other. */
export function groupOf(assignee: string): string | null {
  return assignee.startsWith(GROUP) && assignee.length > GROUP.length ? assignee.slice(GROUP.length) : null;
}
