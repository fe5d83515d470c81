import { and, eq } from 'drizzle-orm';
import { type Case, caseObjects } from '../../db/schema/index.ts';
import type { TxCtx } from '../kernel/index.ts';

/** Makes place for a new case of a vendor's object: the one that stood for it is too old to be reopened. */
export async function releaseObject(
  ctx: TxCtx,
  object: { connectorId: string; objectKey: string },
  from: Pick<Case, 'id'>,
): Promise<void> {
  await ctx.tx
    .update(caseObjects)
    .set({ current: false })
    .where(
      and(
        eq(caseObjects.connectorId, object.connectorId),
        eq(caseObjects.objectKey, object.objectKey),
        eq(caseObjects.caseId, from.id),
      ),
    );
}
