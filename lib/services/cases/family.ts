import { and, inArray, ne, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, cases } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { type Ctx, type TxCtx, visibleCases } from '../kernel/index.ts';

/** The ids of a case and of all that were merged into it, directly or by way of another. */
export async function familyOf(db: Db | Tx, id: string): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    with recursive family (id) as (
      select ${id}::uuid union select ${cases.id} from ${cases} join family on ${cases.mergedIntoId} = family.id
    ) select id from family`);
  return rows.map((row) => row.id);
}

/** The keys of these cases by id, as far as the actor may see them. */
export async function keysOf(
  db: Db | Tx,
  { actor }: Pick<Ctx, 'actor'>,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const wanted = ids.filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const visible = visibleCases(actor);
  const rows = await db
    .select({ id: cases.id, number: cases.number })
    .from(cases)
    .where(visible ? sql`${inArray(cases.id, wanted)} and ${visible}` : inArray(cases.id, wanted));
  return new Map(rows.map((row) => [row.id, keyOf(row.number)]));
}

/** What was merged into a case is as hidden as the case: who may not see the one would else read of it on the other. */
export async function hideFamily(ctx: TxCtx, { id, restricted, subjectMemberId }: Case): Promise<void> {
  const family = await familyOf(ctx.tx, id);
  if (family.length === 1) return;
  await ctx.tx
    .update(cases)
    .set({ restricted, subjectMemberId })
    .where(and(inArray(cases.id, family), ne(cases.id, id)));
}
