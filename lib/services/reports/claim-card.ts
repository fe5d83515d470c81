import { and, eq, sql } from 'drizzle-orm';
import { reports } from '../../db/schema/index.ts';
import type { HealthCard } from '../../domain/views/health.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx } from '../kernel/index.ts';

const SENDING: HealthCard = { state: 'sending', note: 'The card is on its way to Teams.' };

/**
 * Takes the sending of a check’s card upon itself, before anything leaves the house: null for who may send it, else what has become of it. So of a
 * sender that was killed the next one knows that it may have been sent. Errors: `not_found`.
 */
export async function claimCard({
  ctx,
  input: { id },
}: {
  ctx: Ctx;
  input: { id: string };
}): Promise<HealthCard | null> {
  authorize(ctx.actor, 'report.write');
  const [claimed] = await ctx.db
    .update(reports)
    .set({ snapshot: sql`jsonb_set(${reports.snapshot}, '{card}', ${JSON.stringify(SENDING)}::jsonb)` })
    .where(and(eq(reports.id, id), sql`${reports.snapshot} -> 'card' = 'null'::jsonb`))
    .returning({ id: reports.id });
  if (claimed) return null;
  const [found] = await ctx.db
    .select({ card: sql<HealthCard | null>`${reports.snapshot} -> 'card'` })
    .from(reports)
    .where(eq(reports.id, id));
  if (!found?.card) throw notFound(`A card of the report ${id}`);
  return found.card;
}
