import { type SQL, sql } from 'drizzle-orm';
import { cases } from '../../db/schema/index.ts';

/** When a case's lead timer is due, as its index has it: what is never due comes last. */
export const DUE = sql`coalesce(${cases.leadDueAt}, 'infinity'::timestamptz)`;

const at = (moment: Date) => sql`${moment.toISOString()}::timestamptz`;

/** The WHEREs, within open cases, of what is due when: the list's filters, the counts and the figures are one. */
export const isBreached = (now: Date): SQL => sql`${DUE} <= ${at(now)}`;
export const isAtRisk = (now: Date): SQL => sql`(${DUE} > ${at(now)} and ${cases.leadAtRiskAt} <= ${at(now)})`;
export const isDueUntil = (now: Date, until: Date): SQL => sql`(${DUE} > ${at(now)} and ${DUE} <= ${at(until)})`;
