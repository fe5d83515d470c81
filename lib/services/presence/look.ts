import { and, eq, lte } from 'drizzle-orm';
import { z } from 'zod';
import { presence } from '../../db/schema/index.ts';
import type { Onlooker } from '../../domain/views/collaboration.ts';
import { authorizeFor, findCase } from '../cases/fetch.ts';
import { forbidden } from '../errors.ts';
import { type Ctx, parse, transact } from '../kernel/index.ts';
import { cutoff, onlookersOf } from './onlookers.ts';
import { tellPresence } from './tell.ts';

/** Body of PUT cases/{key}/presence: which page this is, and what is being edited there. */
export const Look = z.strictObject({
  page: z.string().min(1).max(64),
  editing: z.string().min(1).max(64).nullable().optional(),
});

/**
 * A page's heartbeat: its member looks at the case. Answers who does. The other pages are told when somebody comes, goes, or begins to
 * edit; not of each heartbeat.
 */
export async function lookAtCase({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; look: unknown };
}): Promise<{ items: Onlooker[] }> {
  await authorizeFor(ctx, input.key, 'case.read');
  const { page, editing = null } = parse(Look, input.look);
  const of = await findCase(ctx.db, ctx, input.key);
  if (ctx.actor.kind !== 'user') throw forbidden('Only a member who is signed in looks at a case.');
  const memberId = ctx.actor.id;
  return transact(ctx, 'presence.look', async (tx) => {
    const gone = await tx.tx
      .delete(presence)
      .where(and(eq(presence.caseId, of.id), lte(presence.seenAt, cutoff(tx.now))))
      .returning({ page: presence.page });
    const mine = and(eq(presence.caseId, of.id), eq(presence.memberId, memberId), eq(presence.page, page));
    const [before] = await tx.tx.select({ editing: presence.editing }).from(presence).where(mine);
    await tx.tx
      .insert(presence)
      .values({ caseId: of.id, memberId, page, editing, seenAt: tx.now })
      .onConflictDoUpdate({
        target: [presence.caseId, presence.memberId, presence.page],
        set: { editing, seenAt: tx.now },
      });
    if (!before || before.editing !== editing || gone.length > 0) await tellPresence(tx, of);
    return { items: await onlookersOf(tx.tx, of.id, tx.now) };
  });
}
