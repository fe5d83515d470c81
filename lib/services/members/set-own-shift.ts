import { eq } from 'drizzle-orm';
import { members } from '../../db/schema/index.ts';
import { OwnShift } from '../../domain/member.ts';
import type { MemberView } from '../../domain/views/member.ts';
import { forbidden, notFound } from '../errors.ts';
import { type Ctx, diffOf, parse, transact, writeAudit } from '../kernel/index.ts';
import { memberViews } from './view.ts';

/** Starts or ends one's own shift by hand; it ends by itself. Null goes back to the weekly hours. */
export async function setOwnShift({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<MemberView> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw forbidden('Only a member who is signed in has a shift.');
  const { onShift } = parse(OwnShift, input);
  return transact(ctx, 'members.set-own-shift', async (tx) => {
    const [before] = await tx.tx.select().from(members).where(eq(members.id, actor.id)).for('update');
    if (!before) throw notFound('The member');
    const [after] = await tx.tx
      .update(members)
      .set({ onShift, onShiftSince: onShift === null ? null : tx.now, updatedAt: tx.now })
      .where(eq(members.id, actor.id))
      .returning();
    const diff = diffOf(before, { onShift, onShiftSince: after!.onShiftSince });
    if (Object.keys(diff).length > 0)
      await writeAudit(tx, { action: 'member.set_shift', entity: 'member', entityId: actor.id, diff });
    return (await memberViews(tx.tx, [after!], tx.now))[0]!;
  });
}
