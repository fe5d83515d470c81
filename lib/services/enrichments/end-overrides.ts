import { and, asc, eq, isNull, lte } from 'drizzle-orm';
import { observables, verdictOverrides } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { forbidden } from '../errors.ts';
import { type Ctx, eachApart, type TxCtx, transact, writeAudit } from '../kernel/index.ts';
import { type Grounds, groundsOf } from './judgements.ts';
import { rejudge } from './rejudge.ts';

const BATCH = 100;

/**
 * Ends the overrides whose time is over: the sources' verdict counts again, and open cases are told where that is another. Each is a
 * transaction of its own, and one that another worker holds is left to it. Answers how many it ended, at most {@link BATCH}.
 * @param failed hears of an observable whose override could not be ended
 */
export async function endOverrides({
  ctx,
  failed,
}: {
  ctx: Ctx;
  failed: (observableId: string, error: unknown) => void;
}): Promise<number> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the clock ends overrides.');
  const over = and(isNull(verdictOverrides.endedAt), lte(verdictOverrides.until, ctx.now));
  const due = await ctx.db
    .select({ id: verdictOverrides.id, observableId: verdictOverrides.observableId })
    .from(verdictOverrides)
    .where(over)
    .orderBy(asc(verdictOverrides.until))
    .limit(BATCH);
  const work = ({ id, observableId }: (typeof due)[number]) =>
    transact(ctx, `enrichments.end-override.${id}`, async (tx) => {
      const [of] = await tx.tx
        .select()
        .from(observables)
        .where(eq(observables.id, observableId))
        .for('no key update', { skipLocked: true });
      const before = of && (await groundsOf(tx.tx, [of.id])).get(of.id)!;
      if (!of || before?.override?.id !== id) return false;
      await endOverride(tx, before);
      await rejudge(tx, of, before);
      return true;
    });
  return eachApart(due, { work, failed: ({ observableId }, error) => failed(observableId, error) });
}

/** Ends the override that stands, if any; the observable is locked. */
export async function endOverride(ctx: TxCtx, { override }: Grounds): Promise<void> {
  if (!override) return;
  await ctx.tx
    .update(verdictOverrides)
    .set({ endedAt: ctx.now, endedBy: refOf(ctx.actor) })
    .where(eq(verdictOverrides.id, override.id));
  await writeAudit(ctx, {
    action: 'observable.override_end',
    entity: 'observable',
    entityId: override.observableId,
    diff: { override: { from: override.verdict, to: null } },
  });
}
