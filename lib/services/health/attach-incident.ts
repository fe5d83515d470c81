import { caseObjects } from '../../db/schema/index.ts';
import { isOpen } from '../../domain/case-state.ts';
import { rankOf, type Severity } from '../../domain/severity.ts';
import { lockCase } from '../cases/fetch.ts';
import type { NewEvent } from '../cases/insert-event.ts';
import { receiveEvent } from '../cases/receive-event.ts';
import { authorize, type Ctx, transact } from '../kernel/index.ts';
import { incidentKey } from './cases-of.ts';

/** Brings an incident to the open case of one of its alerts, which it leads to from then on; false: it leads to one already, or the case has ended. */
export async function attachIncident({
  ctx,
  input: { key, severity, event },
}: {
  ctx: Ctx;
  input: { key: string; severity: Severity; event: NewEvent };
}): Promise<boolean> {
  authorize(ctx.actor, 'case.update');
  return transact(ctx, 'health.attach-incident', async (tx) => {
    const held = await lockCase(tx, key, 'case.update');
    if (!isOpen(held.stage)) return false;
    const objectKey = incidentKey(event.vendorId);
    const [led] = await tx.tx
      .insert(caseObjects)
      .values({ caseId: held.id, connectorId: event.vendor, objectKey, current: true, createdAt: tx.now })
      .onConflictDoNothing()
      .returning({ caseId: caseObjects.caseId });
    if (!led) return false;
    const raised = rankOf(severity) > rankOf(held.severity);
    await receiveEvent(tx, held, { event, observables: [], ...(raised && { severity }) });
    return true;
  });
}
