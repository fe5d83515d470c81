import { and, desc, eq, ne, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { caseObservables, cases, observables } from '../../db/schema/index.ts';
import { defang } from '../../domain/observables/index.ts';
import { HOT, MOST_COMPARED, rankRelated } from '../../domain/related.ts';
import { cut } from '../../domain/text.ts';
import type { RelatedCase, SharedView } from '../../domain/views/evidence.ts';
import type { Ctx } from '../kernel/index.ts';
import { countCasesOf, newestLinks } from '../observables/visible.ts';
import { briefsOf } from './briefs.ts';

/** Who asks, within a transaction or without. */
type Asker = Pick<Ctx, 'actor'> & { db: Db | Tx };

/** Of each observable so many of its newest cases are compared. */
const HOLDERS = 100;
const MOST_CASES = 20;
const MOST_SHARED = 5;

/**
 * The cases that share most with one: by its observables, each weighed by how few cases hold it. Our own assets do not count, nor what more
 * than {@link HOT} cases hold; so the work is bounded, whatever the case and however many there are.
 */
export async function similarCases(ctx: Asker, caseId: string): Promise<{ similar: RelatedCase[]; common: number }> {
  const held = await ctx.db
    .select({ observable: observables, role: caseObservables.role })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .where(and(eq(caseObservables.caseId, caseId), ne(caseObservables.role, 'own'), eq(observables.allowListed, false)))
    .orderBy(desc(caseObservables.key), sql`${caseObservables.role} = 'implicated' desc`, observables.id)
    .limit(MOST_COMPARED);
  const counts = await countCasesOf(
    ctx.db,
    ctx.actor,
    held.map(({ observable }) => observable.id),
    HOT,
  );
  const telling = held.filter(({ observable: { id } }) => !counts.get(id)!.capped && counts.get(id)!.value > 1);
  const links = await holdersOf(
    ctx,
    caseId,
    telling.map(({ observable }) => observable.id),
  );
  const holders = telling.map(({ observable: { id } }) => ({ id, holders: counts.get(id)!.value }));
  // Ids rise with time.
  const ranked = rankRelated(holders, links, await estimatedCases(ctx), (a, b) => (a > b ? -1 : 1)).slice(
    0,
    MOST_CASES,
  );
  const briefs = await briefsOf(
    ctx.db,
    ctx,
    ranked.map((one) => one.id),
  );
  const views = new Map(
    telling.map(({ observable, role }): [string, SharedView] => [
      observable.id,
      {
        id: observable.id,
        type: observable.type,
        defanged: cut(defang(observable.type, observable.value), 200),
        role,
        verdict: observable.verdict,
        caseCount: counts.get(observable.id)!.value,
      },
    ]),
  );
  return {
    similar: ranked.flatMap(({ id, score, shared }) => {
      const brief = briefs.get(id);
      const told = shared.slice(0, MOST_SHARED).map((one) => views.get(one)!);
      return brief ? [{ ...brief, score, shared: told, more: shared.length - told.length }] : [];
    }),
    common: held.filter(({ observable: { id } }) => counts.get(id)!.capped).length,
  };
}

async function holdersOf(
  ctx: Asker,
  caseId: string,
  ids: string[],
): Promise<{ caseId: string; observableId: string }[]> {
  if (ids.length === 0) return [];
  const { rows } = await ctx.db.execute<{ id: string; asked: string }>(sql`
    select held.id, asked.id as asked from unnest(${sql.param(ids)}::uuid[]) as asked (id)
    cross join lateral (${newestLinks(ctx.actor, sql`asked.id`, HOLDERS)}) held
    where held.id <> ${caseId}::uuid`);
  return rows.map((row) => ({ caseId: row.id, observableId: row.asked }));
}

/** Keys are given in order: the highest is their number, near enough. Counting a million cases takes 49 ms. */
async function estimatedCases({ db }: Asker): Promise<number> {
  const [row] = await db.select({ highest: sql<number>`coalesce(max(${cases.number}), 0)::int` }).from(cases);
  return row!.highest;
}
