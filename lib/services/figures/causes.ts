import { and, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '../../db/client.ts';
import { caseMilestones as m } from '../../db/schema/index.ts';
import type { Period } from '../../domain/figures/period.ts';
import type { SlaCauses } from '../../domain/views/figures.ts';
import { authorize, type Ctx, parse } from '../kernel/index.ts';
import { lastIn, ofKind } from './last-in.ts';
import { CausesQuery, periodsOf } from './query.ts';
import { type Scope, scopeOf } from './scope.ts';

const MOST_RULES = 50;

/** Where the time of missed resolve targets went, and which rules raise false alarms, in the cases that the reader may see. */
export async function slaCauses({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<SlaCauses> {
  authorize(ctx.actor, 'figure.read');
  const query = parse(CausesQuery, input);
  return causesOf(ctx.db, periodsOf(query, ctx.now).period, await scopeOf(ctx.db, ctx.actor, query));
}

/** The same for a scope that the caller has decided on. */
export async function causesOf(db: Db, period: Period, scope: Scope): Promise<SlaCauses> {
  const [waits, rules] = await Promise.all([waitsOf(db, period, scope), rulesOf(db, period, scope)]);
  return { from: period.from.toISOString(), to: period.to.toISOString(), waits, rules };
}

async function waitsOf(db: Db, period: Period, scope: Scope): Promise<SlaCauses['waits']> {
  const sum = (column: PgColumn) => sql`coalesce(sum(${column}), 0)::float8`;
  const { rows } = await db.execute<{ cases: number } & SlaCauses['waits']['seconds']>(sql`
    select count(*)::int as cases, ${sum(m.ownerSeconds)} as owner, ${sum(m.analystSeconds)} as analyst,
      ${sum(m.scoutSeconds)} as scout, ${sum(m.vendorSeconds)} as vendor, ${sum(m.holdSeconds)} as hold
    from ${m} where ${and(ofKind('resolve_target'), sql`${m.outcome} = 'breached'`, lastIn(period), ...scope.milestones)}`);
  const { cases, ...seconds } = rows[0]!;
  return { cases, seconds };
}

async function rulesOf(db: Db, period: Period, scope: Scope): Promise<SlaCauses['rules']> {
  const { rows } = await db.execute<Record<string, unknown>>(sql`
    select ${m.source} as source, ${m.rule} as rule, count(*)::int as resolved,
      count(*) filter (where ${m.outcome} = 'false_positive')::int as "falsePositives"
    from ${m} where ${and(ofKind('resolved'), lastIn(period), ...scope.milestones)}
    group by 1, 2 order by 4 desc, 3 desc, 1, 2 limit ${MOST_RULES}`);
  return rows as unknown as SlaCauses['rules'];
}
