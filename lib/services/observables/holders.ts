import { type SQL, sql } from 'drizzle-orm';
import { caseObservables, cases } from '../../db/schema/index.ts';

/**
 * The id and number of the newest cases that hold an observable and fit `where`. Ids rise with time, so the links are walked as their
 * index has them, and no further than `limit` cases: an observable of 100,000 cases costs what one of 2,000 does.
 */
export const newestHolders = (observableId: SQL, where: SQL | undefined, limit: number): SQL => sql`
  select ${cases.id}, ${cases.number}
  from ${caseObservables} join ${cases} on ${cases.id} = ${caseObservables.caseId}
  where ${caseObservables.observableId} = ${observableId} and ${where ?? sql`true`}
  order by ${caseObservables.caseId} desc limit ${sql.raw(String(limit))}`;

/** Their ids alone: the cases themselves are looked at only where something is asked of them. */
export const newestHolderIds = (observableId: SQL, where: SQL | undefined, limit: number): SQL =>
  where
    ? sql`select id from (${newestHolders(observableId, where, limit)}) of_newest`
    : sql`
      select ${caseObservables.caseId} as id from ${caseObservables} where ${caseObservables.observableId} = ${observableId}
      order by ${caseObservables.caseId} desc limit ${sql.raw(String(limit))}`;
