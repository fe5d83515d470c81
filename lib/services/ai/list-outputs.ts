import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { aiOutputs } from '../../db/schema/index.ts';
import { AiTaskId } from '../../domain/ai.ts';
import type { AiOutputView } from '../../domain/views/ai-output.ts';
import type { Page } from '../../domain/views/common.ts';
import { familyOf } from '../cases/family.ts';
import { findCase } from '../cases/fetch.ts';
import { notFound } from '../errors.ts';
import {
  authorize,
  type Ctx,
  countUpTo,
  decodeCursor,
  isUuid,
  many,
  pageFrom,
  paging,
  parse,
} from '../kernel/index.ts';
import { aiOutputView } from './view.ts';

export const AiOutputQuery = z.strictObject({ ...paging, task: many(AiTaskId) });

/** What the model and the rules have answered about a case and what was merged into it, newest first. Errors: `not_found`. */
export async function listAiOutputs({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; query: unknown };
}): Promise<Page<AiOutputView>> {
  authorize(ctx.actor, 'case.read');
  const query = parse(AiOutputQuery, input.query);
  const of = await findCase(ctx.db, ctx, input.key);
  const where = and(
    inArray(aiOutputs.caseId, await familyOf(ctx.db, of.id)),
    query.task && inArray(aiOutputs.task, query.task),
  );
  const cursor = decodeCursor(query.cursor, ['uuid']);
  const rows = await ctx.db
    .select()
    .from(aiOutputs)
    .where(and(where, cursor && lt(aiOutputs.id, String(cursor[0]))))
    .orderBy(desc(aiOutputs.id))
    .limit(query.limit + 1);
  return pageFrom(
    rows,
    query.limit,
    (row) => [row.id],
    (shown) => shown.map(aiOutputView),
    await countUpTo(ctx.db, sql`${aiOutputs}`, where),
  );
}

/** One of a case's outputs. Errors: `not_found`. */
export async function getAiOutput({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; id: string };
}): Promise<AiOutputView> {
  authorize(ctx.actor, 'case.read');
  const of = await findCase(ctx.db, ctx, input.key);
  const [row] = isUuid(input.id)
    ? await ctx.db
        .select()
        .from(aiOutputs)
        .where(and(eq(aiOutputs.id, input.id), inArray(aiOutputs.caseId, await familyOf(ctx.db, of.id))))
    : [];
  if (!row) throw notFound('This output');
  return aiOutputView(row);
}
