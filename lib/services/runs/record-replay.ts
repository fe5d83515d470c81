import { eq } from 'drizzle-orm';
import { newId } from '../../db/id.ts';
import { runs } from '../../db/schema/index.ts';
import { conflict } from '../errors.ts';
import { type Ctx, transact, writeAudit } from '../kernel/index.ts';
import { authorizeControl } from './authorize-control.ts';

/**
 * Files a replay whose engine id is known before the engine has made it, so that the answer to its request can name it; answers the
 * ledger's id. The engine's own report of that run then finds this row. Errors: as authorizeControl.
 */
export async function recordReplay({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; engineRunId: string };
}): Promise<{ runId: string }> {
  const { runId: originalId } = await authorizeControl({ ctx, input });
  return transact(ctx, 'runs.replay', async (tx) => {
    const [original] = await tx.tx.select().from(runs).where(eq(runs.id, originalId));
    const { automation, eventId, eventName, caseId, deliveryId } = original!;
    await tx.tx
      .insert(runs)
      .values({
        id: newId(),
        automation,
        eventId,
        eventName,
        engineRunId: input.engineRunId,
        replayOf: originalId,
        caseId,
        deliveryId,
        status: 'queued',
        createdAt: ctx.now,
      })
      .onConflictDoNothing();
    const [made] = await tx.tx.select({ id: runs.id }).from(runs).where(eq(runs.engineRunId, input.engineRunId));
    if (!made) throw conflict('The replay could not be filed. Try again.');
    await writeAudit(tx, {
      action: 'run.replay',
      entity: 'run',
      entityId: originalId,
      diff: { replay: { from: null, to: made.id } },
    });
    return { runId: made.id };
  });
}
