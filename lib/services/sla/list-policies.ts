import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { slaCalendars, slaPolicies } from '../../db/schema/index.ts';
import type { PolicyView } from '../../domain/views/sla.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx, isUuid } from '../kernel/index.ts';
import { policyViews } from './policy-view.ts';

/** All policies with their versions, retired ones too: an installation has dozens, and a table of them is read whole. */
export async function listPolicies({ ctx }: { ctx: Ctx }): Promise<{ items: PolicyView[] }> {
  authorize(ctx.actor, 'sla.read');
  const [rows, calendars] = [await ctx.db.select().from(slaPolicies), await ctx.db.select().from(slaCalendars)];
  return { items: policyViews(rows, calendars, ctx.now) };
}

/** One policy with its versions. */
export async function getPolicy({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<PolicyView> {
  authorize(ctx.actor, 'sla.read');
  return readPolicy(ctx.db, input.id, ctx.now);
}

/** One policy as the API shows it; throws `not_found` where there is none. */
export async function readPolicy(db: Db | Tx, id: string, now: Date): Promise<PolicyView> {
  const rows = isUuid(id) ? await db.select().from(slaPolicies).where(eq(slaPolicies.policyId, id)) : [];
  if (rows.length === 0) throw notFound('The policy');
  return policyViews(rows, await db.select().from(slaCalendars), now)[0]!;
}
