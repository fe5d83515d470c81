import { and, desc, eq, inArray, isNotNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { accessRequests } from '../../db/schema/index.ts';
import { AccessBox, AccessState } from '../../domain/access/request.ts';
import { HELD_STATES } from '../../domain/access/state.ts';
import type { Actor } from '../../domain/actor.ts';
import type { AccessRequestView } from '../../domain/views/access.ts';
import type { Page } from '../../domain/views/common.ts';
import { authorize, type Ctx, countUpTo, decodeCursor, many, pageFrom, paging, parse } from '../kernel/index.ts';
import { visibleRequests } from './fetch.ts';
import { accessParameters } from './parameters.ts';
import { accessViews } from './view.ts';

/** `box`: one's own; those that wait for a decision; rights that are held now; or all that one may see. */
export const AccessFilter = z.strictObject({
  box: AccessBox.default('all'),
  state: many(AccessState),
  /** Of who gets the right. */
  email: z.string().trim().toLowerCase().max(320).optional(),
  /** Jamf’s number of the Mac. */
  device: z.string().trim().max(64).optional(),
  /** A store’s key. */
  store: z.string().trim().max(64).optional(),
});
export type AccessFilter = z.output<typeof AccessFilter>;
export const AccessQuery = z.strictObject({ ...paging, ...AccessFilter.shape });

/** Requests for temporary rights, newest first. */
export async function listAccessRequests({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: unknown;
}): Promise<Page<AccessRequestView>> {
  authorize(ctx.actor, 'access.read');
  const { limit, cursor: sent, ...filter } = parse(AccessQuery, input);
  const where = accessFilters(ctx.actor, filter);
  const cursor = decodeCursor(sent, ['uuid']);
  const rows = await ctx.db
    .select()
    .from(accessRequests)
    .where(and(where, cursor && lt(accessRequests.id, String(cursor[0]))))
    .orderBy(desc(accessRequests.id))
    .limit(limit + 1);
  const parameters = await accessParameters(ctx.db);
  const views = await accessViews(ctx.db, ctx.actor, rows.slice(0, limit), parameters);
  const count = await countUpTo(ctx.db, sql`${accessRequests}`, where);
  return pageFrom(
    rows,
    limit,
    (row) => [row.id],
    () => views,
    count,
  );
}

export function accessFilters(actor: Actor, { box, state, email, device, store }: AccessFilter): SQL | undefined {
  return and(
    visibleRequests(actor),
    boxOf(actor, box),
    state && inArray(accessRequests.state, state),
    email ? eq(accessRequests.beneficiaryEmail, email) : undefined,
    device ? eq(accessRequests.deviceId, device) : undefined,
    store ? eq(accessRequests.storeKey, store) : undefined,
  );
}

function boxOf(actor: Actor, box: AccessFilter['box']): SQL | undefined {
  if (box === 'decide') return eq(accessRequests.state, 'requested');
  if (box === 'active')
    return or(inArray(accessRequests.state, [...HELD_STATES]), isNotNull(accessRequests.returnedAt));
  if (box === 'all') return undefined;
  if (actor.kind === 'user')
    return sql`(${accessRequests.requesterId} = ${actor.id} or ${accessRequests.beneficiaryId} = ${actor.id}::uuid)`;
  return actor.kind === 'api_key' ? eq(accessRequests.requesterId, actor.id) : sql`false`;
}
