import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { cases, members } from '../../db/schema/index.ts';
import { DUE_NEXT_SECONDS } from '../../domain/figures/catalogue.ts';
import type { Severity } from '../../domain/severity.ts';
import { AGES } from '../../domain/views/figures.ts';
import { isAtRisk, isBreached, isDueUntil, isOpenCase } from '../kernel/index.ts';
import type { Scope } from './scope.ts';

/** Open cases, counted at a moment. */
export interface Stock {
  open: number;
  unassigned: number;
  atRisk: number;
  breached: number;
  dueNext: number;
  withScout: number;
  nextDueAt: Date | null;
  oldestDueAt: Date | null;
}

export interface StockRow extends Stock {
  /** Set on rows by severity and age. */
  severity: Severity | null;
  age: number | null;
  /** Set on rows by group; null where those cases have none. */
  key: string | null;
  byGroup: boolean;
}

/** Milliseconds of a moment: the raw driver answers moments as text. */
const epoch = (moment: SQL) => sql`(extract(epoch from ${moment}) * 1000)::float8`;
const at = (moment: Date) => sql`${moment.toISOString()}::timestamptz`;

/** The WHERE, within open cases, of what the figures of now count. */
export function stockFilters(now: Date) {
  const soon = new Date(now.getTime() + DUE_NEXT_SECONDS * 1000);
  return {
    open: sql`true`,
    unassigned: sql`${cases.assigneeId} is null`,
    at_risk: isAtRisk(now),
    breached: isBreached(now),
    due_next: isDueUntil(now, soon),
  } satisfies Record<string, SQL>;
}

/** The open cases by severity and age, and by `group`, in one pass over an index that holds all that is asked. */
export async function stockRows(tx: Tx, scope: Scope, now: Date, group: SQL): Promise<StockRow[]> {
  const is = stockFilters(now);
  const scouts = tx.select({ id: members.id }).from(members).where(eq(members.kind, 'ai'));
  const younger = AGES.map((seconds) => at(new Date(now.getTime() - seconds * 1000)));
  const age = sql`case ${sql.join(
    younger.map((limit, index) => sql`when ${cases.createdAt} > ${limit} then ${sql.raw(String(index))}`),
    sql` `,
  )} else ${sql.raw(String(AGES.length))} end`;
  const counted = (name: string, where: SQL) => sql`count(*) filter (where ${where})::int as ${sql.raw(`"${name}"`)}`;
  const { rows } = await tx.execute<Record<string, unknown>>(sql`
    select severity, age, key, grouping(key) = 0 as "byGroup", count(*)::int as open,
      ${sql.join(
        [
          counted('unassigned', sql`unassigned`),
          counted('atRisk', sql`at_risk`),
          counted('breached', sql`breached`),
          counted('dueNext', sql`due_next`),
          counted('withScout', sql`with_scout`),
        ],
        sql`, `,
      )},
      ${epoch(sql`min(due) filter (where not breached)`)} as "nextDueAt", ${epoch(sql`min(due) filter (where breached)`)} as "oldestDueAt"
    from (
      select ${cases.severity}, ${age} as age, ${group}::text as key, ${cases.leadDueAt} as due,
        ${is.unassigned} as unassigned, ${is.at_risk} is true as at_risk, ${is.breached} as breached, ${is.due_next} as due_next,
        ${inArray(cases.assigneeId, scouts)} is true as with_scout
      from ${cases} where ${and(isOpenCase, ...scope.cases)}) found
    group by grouping sets ((severity, age), (key))`);
  const moment = (value: unknown) => (value === null ? null : new Date(Number(value)));
  return rows.map(
    (row) =>
      ({ ...row, nextDueAt: moment(row.nextDueAt), oldestDueAt: moment(row.oldestDueAt) }) as unknown as StockRow,
  );
}

/** All of them together. */
export function totalOf(rows: readonly StockRow[]): Stock {
  const counts = ['open', 'unassigned', 'atRisk', 'breached', 'dueNext', 'withScout'] as const;
  const parts = rows.filter((row) => !row.byGroup);
  const sums = Object.fromEntries(counts.map((name) => [name, parts.reduce((sum, row) => sum + row[name], 0)]));
  const earliest = (moments: (Date | null)[]) =>
    moments.filter((moment) => moment !== null).sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
  return {
    ...(sums as Record<(typeof counts)[number], number>),
    nextDueAt: earliest(parts.map((row) => row.nextDueAt)),
    oldestDueAt: earliest(parts.map((row) => row.oldestDueAt)),
  };
}
