import { eq } from 'drizzle-orm';
import { connectors } from '../../db/schema/index.ts';
import { conflict } from '../errors.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { definitionOf } from './catalogue.ts';

/** Keeps the answer to the test button. Errors: `conflict` where the connector was never set. */
export async function recordTest({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; ok: boolean; message: string };
}): Promise<void> {
  authorize(ctx.actor, 'connector.test');
  const { id } = definitionOf(input.id);
  const updated = await ctx.db
    .update(connectors)
    .set({ lastTestAt: ctx.now, lastTestResult: { ok: input.ok, message: input.message } })
    .where(eq(connectors.id, id))
    .returning({ id: connectors.id });
  if (updated.length === 0) throw conflict(`${id} is not set up yet.`);
}
