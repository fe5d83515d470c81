import { type Ctx, transact, writeAudit } from '../kernel/index.ts';
import { authorizeControl } from './authorize-control.ts';

/** Files in the audit that somebody had a run cancelled; the engine's report ends the run itself. Errors: as authorizeControl. */
export async function recordCancel({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  const { runId, status } = await authorizeControl({ ctx, input });
  await transact(ctx, 'runs.cancel', (tx) =>
    writeAudit(tx, {
      action: 'run.cancel',
      entity: 'run',
      entityId: runId,
      diff: { status: { from: status, to: 'cancelled' } },
    }),
  );
}
