import { inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '../../db/client.ts';
import { caseMilestones, cases } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import { type Ctx, hiddenCases } from '../kernel/index.ts';
import type { Dimensions } from './query.ts';

/** Which cases the figures are of, as WHEREs over `case_milestones` and over `cases`; undefined parts leave nothing out. */
export interface Scope {
  milestones: (SQL | undefined)[];
  cases: (SQL | undefined)[];
}

/** What not everybody may read: restricted cases, and those that are about a member. */
export const NOT_FOR_ALL = sql`(${cases.restricted} or ${cases.subjectMemberId} is not null)`;

/** So many ids are sent with each query; of more each query looks them up itself. */
const MOST_IDS = 20_000;

/**
 * The cases that a reader may see, of the dimensions that were asked for. Hidden ones are few and have an index: they are found once and left
 * out, instead of looking each case up.
 */
export async function scopeOf(
  db: Db,
  actor: Actor,
  dimensions: Dimensions,
  hidden: SQL | undefined = hiddenCases(actor),
): Promise<Scope> {
  const leftOut = hidden && (await idsOf(db, hidden));
  return {
    milestones: [leftOut?.(caseMilestones.caseId), ...dimensionFilters(caseMilestones, dimensions, actor)],
    cases: [leftOut?.(cases.id), ...dimensionFilters(cases, dimensions, actor)],
  };
}

/** The WHERE of “none of the hidden”, for a column of ids. */
async function idsOf(db: Db, hidden: SQL): Promise<(id: PgColumn) => SQL | undefined> {
  const found = await db
    .select({ id: cases.id })
    .from(cases)
    .where(hidden)
    .limit(MOST_IDS + 1);
  if (found.length === 0) return () => undefined;
  if (found.length > MOST_IDS) return (id) => sql`${id} not in (select ${cases.id} from ${cases} where ${hidden})`;
  // Written once, instead of by the driver for each query.
  const ids = `{${found.map((row) => row.id).join(',')}}`;
  return (id) => sql`${id} <> all(${ids}::uuid[])`;
}

type Columns = Record<'severity' | 'category' | 'source' | 'store' | 'assigneeId', PgColumn>;

function dimensionFilters(of: Columns, asked: Dimensions, actor: Ctx['actor']): (SQL | undefined)[] {
  const { severity, category, source, store, assignee } = asked;
  const people = assignee?.map((who) => (who === 'me' && actor.kind === 'user' ? actor.id : who));
  return [
    severity && inArray(of.severity, severity),
    category && inArray(of.category, category),
    source && inArray(of.source, source),
    store && orNone(of.store, store, sql`${of.store} = any(${sql.param(store)}::text[])`),
    people && orNone(of.assigneeId, people, sql`${of.assigneeId}::text = any(${sql.param(people)}::text[])`),
  ];
}

/** `none` stands for cases without the dimension. */
function orNone(column: PgColumn, wanted: readonly string[], named: SQL): SQL | undefined {
  return wanted.includes('none') ? or(isNull(column), named) : named;
}
