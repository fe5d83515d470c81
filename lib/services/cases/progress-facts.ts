import { and, desc, eq, gt, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, timeline } from '../../db/schema/index.ts';
import { isOpen, type Stage, type State } from '../../domain/case-state.ts';
import type { Severity } from '../../domain/severity.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { findCase } from './fetch.ts';
import { categoriesOf } from './okta-events.ts';

export interface ProgressFacts {
  title: string;
  category: string;
  /** Those that it counts among. */
  categories: string[];
  severity: Severity;
  state: State;
  stage: Stage;
  open: boolean;
  assignee: string | null;
  /** The owner has done something on the case since it was given to him, or it has been acknowledged since. */
  answered: boolean;
}

/** What a rule asks that waits for the owner of a case. */
export async function readProgressFacts({ ctx, input }: { ctx: Ctx; input: { key: string } }): Promise<ProgressFacts> {
  authorize(ctx.actor, 'case.read');
  const found = await findCase(ctx.db, ctx, input.key);
  const { title, category, severity, state, stage, assigneeId } = found;
  const [answered, categories] = [await hasAnswered(ctx.db, found), await categoriesOf(ctx.db, found)];
  return { title, category, categories, severity, state, stage, open: isOpen(stage), assignee: assigneeId, answered };
}

/** Whether the owner of a case has shown that he has it: acknowledged it, or done something on it since it was given to him. */
export async function hasAnswered(db: Db | Tx, { id, assigneeId, acknowledgedAt }: Case): Promise<boolean> {
  if (assigneeId === null) return false;
  const [given] = await db
    .select({ seq: timeline.seq, at: timeline.at, by: timeline.actor })
    .from(timeline)
    .where(and(eq(timeline.caseId, id), eq(timeline.kind, 'assigned')))
    .orderBy(desc(timeline.seq))
    .limit(1);
  if (!given) return acknowledgedAt !== null;
  if (given.by.id === assigneeId || (acknowledgedAt !== null && acknowledgedAt >= given.at)) return true;
  const [act] = await db
    .select({ seq: timeline.seq })
    .from(timeline)
    .where(
      and(
        eq(timeline.caseId, id),
        gt(timeline.seq, given.seq),
        eq(timeline.actorKind, 'user'),
        sql`${timeline.actor} ->> 'id' = ${assigneeId}`,
      ),
    )
    .limit(1);
  return act !== undefined;
}
