import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { presence } from '../../db/schema/index.ts';
import { authorizeFor, findCase } from '../cases/fetch.ts';
import { type Ctx, parse, transact } from '../kernel/index.ts';
import { tellPresence } from './tell.ts';

/** Body of DELETE cases/{key}/presence. */
export const Leave = z.strictObject({ page: z.string().min(1).max(64) });

/** A page that is closed says so, and the others need not wait for its heartbeat to fail. */
export async function leaveCase({ ctx, input }: { ctx: Ctx; input: { key: string; page: unknown } }): Promise<void> {
  await authorizeFor(ctx, input.key, 'case.read');
  const { page } = parse(Leave, input.page);
  const of = await findCase(ctx.db, ctx, input.key);
  if (ctx.actor.kind !== 'user') return;
  const memberId = ctx.actor.id;
  await transact(ctx, 'presence.leave', async (tx) => {
    const gone = await tx.tx
      .delete(presence)
      .where(and(eq(presence.caseId, of.id), eq(presence.memberId, memberId), eq(presence.page, page)))
      .returning({ page: presence.page });
    if (gone.length > 0) await tellPresence(tx, of);
  });
}
