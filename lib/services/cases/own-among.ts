import { and, eq, inArray } from 'drizzle-orm';
import { caseObservables } from '../../db/schema/index.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { findCase } from './fetch.ts';

interface Input {
  /** Null: no case. */
  key: string | null;
  observableIds: readonly string[];
}

/** Which of these are ours to a case, such as the address by which the world knows its host. Errors: `not_found`. */
export async function ownAmong({
  ctx,
  input: { key, observableIds },
}: {
  ctx: Ctx;
  input: Input;
}): Promise<Set<string>> {
  authorize(ctx.actor, 'case.read');
  if (key === null || observableIds.length === 0) return new Set();
  const { id } = await findCase(ctx.db, ctx, key);
  const rows = await ctx.db
    .select({ id: caseObservables.observableId })
    .from(caseObservables)
    .where(
      and(
        eq(caseObservables.caseId, id),
        inArray(caseObservables.observableId, [...observableIds]),
        eq(caseObservables.role, 'own'),
      ),
    );
  return new Set(rows.map((row) => row.id));
}
