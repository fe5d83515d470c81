import { and, eq } from 'drizzle-orm';
import { newId } from '../../db/id.ts';
import { type Case, commentRevisions, type TimelineEntry, timeline } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { CaseComment, keyOf } from '../../domain/case.ts';
import { editRefusal } from '../../domain/comment.ts';
import type { TimelineItem } from '../../domain/views/case.ts';
import { authorizeFor, lockCase } from '../cases/fetch.ts';
import { touchCase } from '../cases/save.ts';
import { timelineItem } from '../cases/view.ts';
import { conflict, forbidden, notFound } from '../errors.ts';
import { flagOrders, lookThrough } from '../injections/flag-orders.ts';
import { type Ctx, emit, isUuid, parse, type TxCtx, transact, writeAudit } from '../kernel/index.ts';
import { tellMentioned } from '../notices/about-cases.ts';
import { readMentions } from './mentions.ts';

/**
 * Changes one's own comment within {@link EDITABLE_MS}; what it said before is kept. Errors: `forbidden` for another's, `conflict` for one
 * that is too old.
 */
export async function editComment({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; id: string; body: string };
}): Promise<TimelineItem> {
  await authorizeFor(ctx, input.key, 'case.comment');
  const { body } = parse(CaseComment, { body: input.body });
  return transact(ctx, 'comments.edit', async (tx) => {
    const of = await lockCase(tx, input.key, 'case.comment');
    const before = await findComment(tx, of, input.id);
    const refusal = editRefusal(before, tx.actor, tx.now);
    if (refusal === 'another’s') throw forbidden('A comment is changed by who wrote it, and by nobody else.');
    if (refusal === 'too old') throw conflict('A comment can be changed for 15 minutes. Write another one.');
    const said = String(before.detail.body);
    if (said === body) return timelineItem(before);
    const { mentions, watchers } = await readMentions(tx, of, body);
    const isOrder = lookThrough(tx, [{ field: 'comment', text: body }]).length > 0;
    await tx.tx.insert(commentRevisions).values({ id: newId(), timelineId: before.id, body: said, replacedAt: tx.now });
    const [after] = await tx.tx
      .update(timeline)
      .set({ detail: { ...before.detail, body, mentions, isOrder, editedAt: tx.now.toISOString() } })
      .where(eq(timeline.id, before.id))
      .returning();
    await touchCase(tx, of, { watchers });
    await writeAudit(tx, {
      action: 'case.comment',
      entity: 'case',
      entityId: keyOf(of.number),
      diff: { [`comment ${before.id}`]: { from: said, to: body } },
    });
    const told = { key: keyOf(of.number), previous: {}, current: { comment: before.id }, actor: refOf(tx.actor) };
    await emit(tx, 'case/updated', told, { caseId: of.id });
    await tellMentioned(tx, of, { id: before.id, body, mentions });
    if (isOrder) await flagOrders(tx, of.id, [{ field: 'comment', id: before.id, text: body, was: said }]);
    return timelineItem(after!);
  });
}

/** The comment of a case; throws `not_found` for any other entry. */
async function findComment(ctx: TxCtx, of: Pick<Case, 'id'>, id: string): Promise<TimelineEntry> {
  const [found] = isUuid(id)
    ? await ctx.tx
        .select()
        .from(timeline)
        .where(and(eq(timeline.id, id), eq(timeline.caseId, of.id), eq(timeline.kind, 'comment')))
    : [];
  if (!found) throw notFound('The comment');
  return found;
}
