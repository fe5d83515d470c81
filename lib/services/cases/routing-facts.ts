import { and, eq, exists, gte, sql } from 'drizzle-orm';
import { outbox, timeline } from '../../db/schema/index.ts';
import { isOpen, type Stage, type State } from '../../domain/case-state.ts';
import type { Severity } from '../../domain/severity.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { findCase } from './fetch.ts';
import { categoriesOf } from './okta-events.ts';

export interface RoutingFacts {
  source: string;
  category: string;
  /** Those that it counts among. */
  categories: string[];
  severity: Severity;
  state: State;
  stage: Stage;
  open: boolean;
}

/** What a routing rule asks before it acts. */
export async function readRoutingFacts({ ctx, input }: { ctx: Ctx; input: { key: string } }): Promise<RoutingFacts> {
  authorize(ctx.actor, 'case.read');
  const found = await findCase(ctx.db, ctx, input.key);
  const { source, category, severity, state, stage } = found;
  const categories = await categoriesOf(ctx.db, found);
  return { source, category, categories, severity, state, stage, open: isOpen(stage) };
}

/** Whether a case has moved to another state together with an event of it, or since. */
export async function hasMovedSince({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; eventId: string };
}): Promise<boolean> {
  authorize(ctx.actor, 'case.read');
  const { id } = await findCase(ctx.db, ctx, input.key);
  const told = ctx.db.select({ at: outbox.createdAt }).from(outbox).where(eq(outbox.id, input.eventId));
  const moves = ctx.db
    .select({ seq: timeline.seq })
    .from(timeline)
    .where(and(eq(timeline.caseId, id), eq(timeline.kind, 'state'), gte(timeline.at, sql`(${told})`)));
  const { rows } = await ctx.db.execute<{ moved: boolean }>(sql`select ${exists(moves)} as moved`);
  return rows[0]!.moved;
}
