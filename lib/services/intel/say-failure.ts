import { and, desc, eq, sql } from 'drizzle-orm';
import { timeline } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { lockCase } from '../cases/fetch.ts';
import { touchCase } from '../cases/save.ts';
import { authorize, type Ctx, emit, type TxCtx, transact, writeTimeline } from '../kernel/index.ts';

/** Says on a case why a run has failed; not again where the automation's last word there is the same: what fails is tried anew every hour. */
export async function sayFailure({
  ctx,
  input: { key, summary },
}: {
  ctx: Ctx;
  input: { key: string; summary: string };
}): Promise<{ said: boolean }> {
  authorize(ctx.actor, 'case.update');
  return transact(ctx, 'intel.say-failure', async (tx) => {
    const of = await lockCase(tx, key, 'case.update');
    if ((await lastWord(tx, of.id)) === summary) return { said: false };
    await touchCase(tx, of);
    await writeTimeline(tx, { caseId: of.id, kind: 'summary', summary, detail: {} });
    const said = { key: keyOf(of.number), previous: {}, current: {}, actor: refOf(tx.actor) };
    await emit(tx, 'case/updated', said, { caseId: of.id });
    return { said: true };
  });
}

async function lastWord({ tx, actor }: TxCtx, caseId: string): Promise<string | undefined> {
  const [last] = await tx
    .select({ summary: timeline.summary })
    .from(timeline)
    .where(
      and(
        ...[eq(timeline.caseId, caseId), eq(timeline.kind, 'summary')],
        sql`${timeline.actor} ->> 'id' = ${refOf(actor).id}`,
      ),
    )
    .orderBy(desc(timeline.seq))
    .limit(1);
  return last?.summary;
}
