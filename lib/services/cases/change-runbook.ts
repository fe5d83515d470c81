import { and, eq, isNull } from 'drizzle-orm';
import { type Case, tasks } from '../../db/schema/index.ts';
import type { TxCtx } from '../kernel/index.ts';
import type { CaseChange } from './save.ts';
import { startRunbook } from './start-runbook.ts';

/** Puts a case on another runbook, at its first phase. Tasks that are done stay; open ones of the old runbook go. */
export async function changeRunbook(ctx: TxCtx, before: Case, key: string | null): Promise<CaseChange> {
  const next = await startRunbook(ctx, { runbook: key, category: before.category, source: before.source });
  await ctx.tx.delete(tasks).where(and(eq(tasks.caseId, before.id), isNull(tasks.doneAt)));
  await next.writeTasks(before.id);
  return { runbook: next.key, phase: next.phase };
}
