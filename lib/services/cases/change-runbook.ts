import { and, asc, eq, isNull } from 'drizzle-orm';
import { type Case, tasks } from '../../db/schema/index.ts';
import { carryOver, phaseAfter } from '../../domain/runbook-change.ts';
import type { TxCtx } from '../kernel/index.ts';
import type { CaseChange } from './save.ts';
import { startRunbook } from './start-runbook.ts';

/**
 * Puts a case on another runbook. What is done stays done, also where the new one asks for it again; open tasks of the old runbook go, those
 * that were added on the case stay. A case whose phase the new one has, too, goes on there.
 */
export async function changeRunbook(ctx: TxCtx, before: Case, key: string | null): Promise<CaseChange> {
  const next = await startRunbook(ctx, { runbook: key, category: before.category, source: before.source });
  await ctx.tx.delete(tasks).where(and(eq(tasks.caseId, before.id), isNull(tasks.doneAt), eq(tasks.own, false)));
  const kept = await ctx.tx.select().from(tasks).where(eq(tasks.caseId, before.id)).orderBy(asc(tasks.position));
  const { written, moved } = carryOver(kept, next.tasks);
  for (const { id, ...place } of moved) await ctx.tx.update(tasks).set(place).where(eq(tasks.id, id));
  await next.writeTasks(before.id, written);
  return { runbook: next.key, runbookVersion: next.version, phase: phaseAfter(before.phase, next.phases) };
}
