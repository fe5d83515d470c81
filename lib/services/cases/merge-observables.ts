import { and, eq, inArray } from 'drizzle-orm';
import { caseObservables } from '../../db/schema/index.ts';
import { type HeldObservable, joinHeld, type MergeRecord, sameHeld } from '../../domain/merge.ts';
import type { TxCtx } from '../kernel/index.ts';

type Link = typeof caseObservables.$inferSelect;

/** Brings the observables of one case to another that has joined it. Answers what each was to both, to be put back. */
export async function moveObservables(ctx: TxCtx, from: string, to: string): Promise<MergeRecord['observables']> {
  const source = await heldBy(ctx, from);
  const survivor = new Map((await heldBy(ctx, to)).map((held) => [held.observableId, held]));
  const record = source.map((held) => ({ source: held, survivor: survivor.get(held.observableId) ?? null }));
  await ctx.tx.delete(caseObservables).where(eq(caseObservables.caseId, from));
  await insert(
    ctx,
    to,
    record.filter((one) => one.survivor === null).map((one) => one.source),
  );
  for (const { source: held, survivor: other } of record) if (other) await replace(ctx, to, joinHeld(other, held));
  return record;
}

/** Takes that back. What somebody has changed on the survivor since stays there as well. */
export async function restoreObservables(
  ctx: TxCtx,
  from: string,
  to: string,
  record: MergeRecord['observables'],
): Promise<void> {
  const now = new Map((await heldBy(ctx, to)).map((held) => [held.observableId, held]));
  const gone: string[] = [];
  for (const { source, survivor } of record) {
    const held = now.get(source.observableId);
    if (!held) continue;
    if (!survivor && sameHeld(held, source)) gone.push(source.observableId);
    if (survivor && sameHeld(held, joinHeld(survivor, source))) await replace(ctx, to, survivor);
  }
  if (gone.length > 0)
    await ctx.tx
      .delete(caseObservables)
      .where(and(eq(caseObservables.caseId, to), inArray(caseObservables.observableId, gone)));
  await insert(
    ctx,
    from,
    record.map((one) => one.source),
  );
}

async function heldBy(ctx: TxCtx, caseId: string): Promise<HeldObservable[]> {
  const rows = await ctx.tx.select().from(caseObservables).where(eq(caseObservables.caseId, caseId));
  return rows.map(heldOf).sort((a, b) => (a.observableId < b.observableId ? -1 : 1));
}

const heldOf = ({ caseId: _, firstSeen, ...held }: Link): HeldObservable => ({
  ...held,
  firstSeen: firstSeen.toISOString(),
});

const rowOf = (caseId: string, { firstSeen, ...held }: HeldObservable): Link => ({
  ...held,
  caseId,
  firstSeen: new Date(firstSeen),
});

async function insert(ctx: TxCtx, caseId: string, held: HeldObservable[]): Promise<void> {
  const rows = held.map((one) => rowOf(caseId, one));
  if (rows.length > 0) await ctx.tx.insert(caseObservables).values(rows).onConflictDoNothing();
}

async function replace(ctx: TxCtx, caseId: string, held: HeldObservable): Promise<void> {
  const { caseId: _, observableId, ...columns } = rowOf(caseId, held);
  await ctx.tx
    .update(caseObservables)
    .set(columns)
    .where(and(eq(caseObservables.caseId, caseId), eq(caseObservables.observableId, observableId)));
}
