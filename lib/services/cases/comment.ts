import { eq } from 'drizzle-orm';
import { type Case, timeline } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { CaseComment, keyOf } from '../../domain/case.ts';
import type { TimelineItem } from '../../domain/views/case.ts';
import { readMentions } from '../comments/mentions.ts';
import { flagOrders, lookThrough } from '../injections/flag-orders.ts';
import { type Ctx, diffOf, emit, parse, type TxCtx, transact, writeAudit, writeTimeline } from '../kernel/index.ts';
import { tellMentioned } from '../notices/about-cases.ts';
import { acknowledgeBy } from './acknowledgement.ts';
import { authorizeFor, lockCase } from './fetch.ts';
import { touchCase } from './save.ts';
import { refreshLeadTimer } from './timers.ts';
import { timelineItem } from './view.ts';

/** Adds a comment in Markdown. Who is mentioned in it watches the case from then on. */
export async function commentOnCase({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; body: string };
}): Promise<TimelineItem> {
  await authorizeFor(ctx, input.key, 'case.comment');
  const { body } = parse(CaseComment, { body: input.body });
  return transact(ctx, 'cases.comment', async (tx) => {
    const id = await addComment(tx, await lockCase(tx, input.key, 'case.comment'), body);
    const [entry] = await tx.tx.select().from(timeline).where(eq(timeline.id, id));
    return timelineItem(entry!);
  });
}

/** The comment itself, for a verb that holds the case. Answers the id of its timeline entry. */
export async function addComment(tx: TxCtx, before: Case, body: string): Promise<string> {
  const { mentions, watchers } = await readMentions(tx, before, body);
  await touchCase(tx, before, { ...(await acknowledgeBy(tx, before)), watchers });
  const isOrder = lookThrough(tx, [{ field: 'comment', text: body }]).length > 0;
  const id = await writeTimeline(tx, {
    caseId: before.id,
    kind: 'comment',
    summary: 'Commented',
    detail: { body, ...(mentions.length > 0 ? { mentions } : {}), ...(isOrder ? { isOrder } : {}) },
  });
  await writeAudit(tx, {
    action: 'case.comment',
    entity: 'case',
    entityId: keyOf(before.number),
    diff: { comment: { from: null, to: id }, ...diffOf(before, { watchers }) },
  });
  await emit(
    tx,
    'case/comment.added',
    { key: keyOf(before.number), previous: null, current: { timelineId: id }, actor: refOf(tx.actor) },
    { caseId: before.id },
  );
  await tellMentioned(tx, before, { id, body, mentions });
  if (isOrder) await flagOrders(tx, before.id, [{ field: 'comment', id, text: body }]);
  await refreshLeadTimer(tx, before.id);
  return id;
}
