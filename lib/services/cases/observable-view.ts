import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { caseObservables, observables } from '../../db/schema/index.ts';
import type { CaseObservableView } from '../../domain/views/case.ts';
import { judgementsOf } from '../enrichments/judgements.ts';
import type { Ctx } from '../kernel/index.ts';
import { observableView } from '../observables/view.ts';
import { countCasesOf } from '../observables/visible.ts';

/** A page may have 200 observables: beside each, more cases than this are only “more”. */
const MOST_CASES = 1_000;

/** What one case says of its observables: all of them in reading order, or those of `only`. */
export async function caseObservableViews(
  db: Db | Tx,
  { actor, now }: Pick<Ctx, 'actor' | 'now'>,
  caseId: string,
  only?: string[],
  page?: { limit: number; offset: number },
): Promise<CaseObservableView[]> {
  if (only?.length === 0) return [];
  const query = db
    .select({ link: caseObservables, observable: observables })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .where(and(eq(caseObservables.caseId, caseId), only && inArray(caseObservables.observableId, only)))
    .orderBy(
      desc(caseObservables.key),
      sql`array_position(array['implicated','victim','related','own'], ${caseObservables.role})`,
      observables.type,
      observables.value,
    );
  const rows = page ? await query.limit(page.limit).offset(page.offset) : await query;
  const counts = await countCasesOf(
    db,
    actor,
    rows.map((row) => row.observable.id),
    MOST_CASES,
  );
  const judgements = await judgementsOf(
    db,
    rows.map((row) => row.observable),
    now,
  );
  return rows.map((row) => ({
    ...observableView(row.observable, counts.get(row.observable.id)),
    firstSeen: row.link.firstSeen.toISOString(),
    role: row.link.role,
    key: row.link.key,
    origins: row.link.origins,
    addedBy: row.link.addedBy,
    judgement: judgements.get(row.observable.id)!,
  }));
}
