import { desc, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import { caseEvents, cases } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import type { ObservableEvent } from '../../domain/views/observable.ts';
import { authorize, type Ctx, visibleCases } from '../kernel/index.ts';
import { findObservable } from './find.ts';
import { newestHolders } from './holders.ts';

/** The last events are those of so many of the newest cases. */
const CASES = 50;
const EVENTS = 30;

/** The last vendor events on the cases of a user, a device or any other observable, the newest first. */
export async function listObservableEvents({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string };
}): Promise<{ items: ObservableEvent[] }> {
  authorize(ctx.actor, 'observable.read');
  const of = await findObservable(ctx, input.id);
  const newest = await ctx.db.execute<{ id: string }>(
    newestHolders(sql`${of.id}::uuid`, visibleCases(ctx.actor), CASES),
  );
  const ids = newest.rows.map((row) => row.id);
  if (ids.length === 0) return { items: [] };
  const { raw: _raw, caseId: _caseId, ...columns } = getTableColumns(caseEvents);
  const rows = await ctx.db
    .select({ ...columns, number: cases.number })
    .from(caseEvents)
    .innerJoin(cases, eq(cases.id, caseEvents.caseId))
    .where(inArray(caseEvents.caseId, ids))
    .orderBy(desc(caseEvents.at), desc(caseEvents.id))
    .limit(EVENTS);
  return {
    items: rows.map(({ number, at, receivedAt, ...row }) => ({
      ...row,
      case: keyOf(number),
      at: at.toISOString(),
      receivedAt: receivedAt.toISOString(),
    })),
  };
}
