import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import { cases, stormCounters, storms } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { minutesOf, ruleWords } from '../../domain/storm.ts';
import { lockCase } from '../cases/fetch.ts';
import { touchCase } from '../cases/save.ts';
import { type Ctx, eachApart, emit, transact, writeTimeline } from '../kernel/index.ts';

const AT_ONCE = 20;
/** A rule that opened nothing for so long needs no counter. */
const FORGET_MS = 24 * 60 * 60 * 1000;

/** Ends the storms whose rule is quiet, each once, and says on its case how many events came. Answers how many ended; `failed` hears of a case whose storm could not. */
export async function endQuietStorms({
  ctx,
  failed,
}: {
  ctx: Ctx;
  failed: (key: string, error: unknown) => void;
}): Promise<number> {
  const due = await ctx.db
    .select({ id: storms.id, number: cases.number })
    .from(storms)
    .innerJoin(cases, eq(cases.id, storms.caseId))
    .where(and(isNull(storms.endedAt), lte(storms.quietAt, ctx.now)))
    .orderBy(storms.quietAt)
    .limit(AT_ONCE);
  const ended = await eachApart(due, {
    work: ({ id, number }) => end(ctx, id, keyOf(number)),
    failed: ({ number }, error) => failed(keyOf(number), error),
  });
  await ctx.db
    .delete(stormCounters)
    .where(
      and(isNull(stormCounters.stormId), lte(stormCounters.windowStartedAt, new Date(ctx.now.getTime() - FORGET_MS))),
    );
  return ended;
}

async function end(ctx: Ctx, id: string, key: string): Promise<boolean> {
  return transact(ctx, 'storms.end', async (tx) => {
    // In the order of an event that is collected: the rule, then the case.
    await tx.tx.execute(sql`select from ${stormCounters} where ${stormCounters.stormId} = ${id}::uuid for update`);
    const held = await lockCase(tx, key, 'case.update');
    const [over] = await tx.tx
      .update(storms)
      .set({ endedAt: tx.now })
      .where(and(eq(storms.id, id), isNull(storms.endedAt), lte(storms.quietAt, tx.now)))
      .returning();
    if (!over) return false;
    await tx.tx.update(stormCounters).set({ stormId: null }).where(eq(stormCounters.stormId, id));
    const lasted = minutesOf(over.lastEventAt.getTime() - over.beganAt.getTime());
    await writeTimeline(tx, {
      caseId: held.id,
      kind: 'summary',
      summary: `The storm is over: ${over.collected} events came in ${lasted} from ${ruleWords(over.rule, over.connectorId.replace(/^generic\//, ''))}`,
      detail: { rule: over.rule, collected: over.collected },
    });
    await touchCase(tx, held);
    const said = { key, previous: {}, current: { storm: 'over' }, actor: refOf(tx.actor) };
    await emit(tx, 'case/updated', said, { caseId: held.id });
    return true;
  });
}
