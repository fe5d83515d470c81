import { and, asc, eq } from 'drizzle-orm';
import { commentRevisions, timeline } from '../../db/schema/index.ts';
import type { CommentRevision } from '../../domain/views/collaboration.ts';
import { findCase } from '../cases/fetch.ts';
import { notFound } from '../errors.ts';
import { authorize, type Ctx, isUuid } from '../kernel/index.ts';

/** What a comment said before each of its edits, oldest first. */
export async function listRevisions({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; id: string };
}): Promise<{ items: CommentRevision[] }> {
  authorize(ctx.actor, 'case.read');
  const of = await findCase(ctx.db, ctx, input.key);
  const [comment] = isUuid(input.id)
    ? await ctx.db
        .select({ id: timeline.id })
        .from(timeline)
        .where(and(eq(timeline.id, input.id), eq(timeline.caseId, of.id), eq(timeline.kind, 'comment')))
    : [];
  if (!comment) throw notFound('The comment');
  const rows = await ctx.db
    .select()
    .from(commentRevisions)
    .where(eq(commentRevisions.timelineId, comment.id))
    .orderBy(asc(commentRevisions.replacedAt), asc(commentRevisions.id));
  return { items: rows.map(({ body, replacedAt }) => ({ body, replacedAt: replacedAt.toISOString() })) };
}
