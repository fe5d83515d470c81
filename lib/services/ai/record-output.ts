import { and, eq, inArray, ne } from 'drizzle-orm';
import { newId } from '../../db/id.ts';
import { aiOutputs, type Case } from '../../db/schema/index.ts';
import { refOf, runIdOfActor } from '../../domain/actor.ts';
import { AI_TASK_TITLES, type AiTaskId } from '../../domain/ai.ts';
import { keyOf } from '../../domain/case.ts';
import { INJECTION_TAG, type Injection, withInjectionTag } from '../../domain/injection/index.ts';
import { familyOf } from '../cases/family.ts';
import { lockCase } from '../cases/fetch.ts';
import { changedFields, saveCase, touchCase } from '../cases/save.ts';
import { authorize, type Ctx, emit, jsonbSafe, type TxCtx, transact, writeTimeline } from '../kernel/index.ts';

export interface RecordOutput {
  task: AiTaskId;
  model: string | null;
  promptVersion: number;
  inputHash: string;
  tokens: number;
  milliseconds: number;
  output: unknown;
  reason: string | null;
  cached: boolean;
  flags: Injection[];
  /** The case that it is for. */
  caseKey: string | null;
}

/**
 * Keeps what a model or the rules have answered. Where the input tries to give orders, the case is flagged: tagged, and told on its timeline
 * once for each input. Errors: `not_found` for a case that the actor may not see.
 */
export async function recordOutput({ ctx, input }: { ctx: Ctx; input: RecordOutput }): Promise<{ id: string }> {
  if (input.caseKey !== null) authorize(ctx.actor, 'case.update');
  const { caseKey, ...kept } = jsonbSafe(input);
  return transact(ctx, 'ai.record-output', async (tx) => {
    const of = caseKey === null ? null : await lockCase(tx, caseKey, 'case.update');
    const row = {
      id: newId(),
      at: ctx.now,
      ...kept,
      caseId: of?.id ?? null,
      runId: runIdOfActor(ctx.actor),
      by: refOf(ctx.actor),
    };
    await tx.tx.insert(aiOutputs).values(row);
    if (of && kept.flags.length > 0) await flagCase(tx, of, row);
    return { id: row.id };
  });
}

async function flagCase(
  ctx: TxCtx,
  before: Case,
  { id, task, inputHash, flags }: Pick<RecordOutput, 'task' | 'inputHash' | 'flags'> & { id: string },
): Promise<void> {
  const told = await ctx.tx
    .select({ id: aiOutputs.id })
    .from(aiOutputs)
    .where(
      and(
        inArray(aiOutputs.caseId, await familyOf(ctx.tx, before.id)),
        eq(aiOutputs.inputHash, inputHash),
        eq(aiOutputs.task, task),
        ne(aiOutputs.id, id),
        ne(aiOutputs.flags, []),
      ),
    )
    .limit(1);
  // Told once: somebody may have dismissed the flag since.
  if (told.length > 0) return;
  const saved = before.tags.includes(INJECTION_TAG)
    ? null
    : await saveCase(ctx, before, { tags: withInjectionTag(before.tags) }, 'case.flag_injection');
  if (!saved) await touchCase(ctx, before);
  await writeTimeline(ctx, {
    caseId: before.id,
    kind: 'updated',
    summary: `A text gives orders to a model (${AI_TASK_TITLES[task]}): it was read as data, and the rules answered`,
    detail: { ...(saved && changedFields(saved.diff, saved.after)), flags, aiOutput: id },
  });
  const said = { key: keyOf(before.number), previous: {}, current: { changed: ['tags'] }, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/updated', said, { caseId: before.id });
}
