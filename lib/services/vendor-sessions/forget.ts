import { eq } from 'drizzle-orm';
import { vendorSessions } from '../../db/schema/index.ts';
import type { Ctx } from '../kernel/index.ts';

/** Forgets a session at a vendor: the vendor has ended it, or its time has. */
export async function forgetSession({
  ctx,
  input: { id },
}: {
  ctx: Pick<Ctx, 'db'>;
  input: { id: string };
}): Promise<void> {
  await ctx.db.delete(vendorSessions).where(eq(vendorSessions.id, id));
}
