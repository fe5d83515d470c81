import { and, desc, eq, ne } from 'drizzle-orm';
import { accessRequests } from '../../db/schema/index.ts';
import type { AccessRequestDetail } from '../../domain/views/access.ts';
import { authorize, type Ctx, may } from '../kernel/index.ts';
import { mayWithdraw } from './end.ts';
import { findRequest, visibleRequests } from './fetch.ts';
import { openCasesOf } from './open-cases.ts';
import { accessParameters } from './parameters.ts';
import { accessViews } from './view.ts';

const EARLIER = 10;

/** A request with what an approver has to know: open cases of the person or the Mac, and the person's earlier requests. */
export async function getAccessRequest({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string };
}): Promise<AccessRequestDetail> {
  authorize(ctx.actor, 'access.read');
  const row = await findRequest(ctx.db, ctx.actor, input.id);
  const [view] = await accessViews(ctx.db, ctx.actor, [row], await accessParameters(ctx.db));
  // Whom a case is about does not hear of it, and that may be who asks.
  const decides = may(ctx.actor, 'access.read_all') && !mayWithdraw(ctx.actor, row);
  return {
    ...view!,
    openCases: decides ? await openCasesOf(ctx.db, ctx.actor, row) : [],
    earlier: await earlierOf(ctx, row),
  };
}

/** The person's other requests that the reader may see, newest first. */
export async function earlierOf(
  { db, actor }: Pick<Ctx, 'db' | 'actor'>,
  { id, beneficiaryEmail }: { id: string; beneficiaryEmail: string | null },
): Promise<AccessRequestDetail['earlier']> {
  if (beneficiaryEmail === null) return [];
  const rows = await db
    .select()
    .from(accessRequests)
    .where(
      and(eq(accessRequests.beneficiaryEmail, beneficiaryEmail), ne(accessRequests.id, id), visibleRequests(actor)),
    )
    .orderBy(desc(accessRequests.id))
    .limit(EARLIER);
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    reason: row.reason,
    createdAt: row.createdAt.toISOString(),
  }));
}
