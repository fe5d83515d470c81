import { newId } from '../../db/id.ts';
import { reports } from '../../db/schema/index.ts';
import type { ReportListItem } from '../../domain/views/figures.ts';
import type { HealthSnapshot } from '../../domain/views/health.ts';
import { authorize, type Ctx, jsonbSafe, transact, writeAudit } from '../kernel/index.ts';
import { reportItem } from './view.ts';

/** Keeps what a daily check found. It stands for the moment at which it looked. */
export async function keepHealthReport({
  ctx,
  input: { snapshot, zone },
}: {
  ctx: Ctx;
  input: { snapshot: HealthSnapshot; zone: string };
}): Promise<ReportListItem> {
  authorize(ctx.actor, 'report.write');
  const at = new Date(snapshot.at);
  return transact(ctx, 'reports.keep-health', async (tx) => {
    const row = { id: newId(), kind: 'health' as const, from: at, to: at, zone, createdAt: tx.now };
    const [made] = await tx.tx
      .insert(reports)
      .values({ ...row, snapshot: jsonbSafe(snapshot) })
      .returning();
    await writeAudit(tx, {
      action: 'report.make',
      entity: 'report',
      entityId: made!.id,
      diff: { check: { from: null, to: snapshot.at } },
    });
    return reportItem(made!);
  });
}
