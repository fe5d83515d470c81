import { and, asc, eq, ne } from 'drizzle-orm';
import { cases, outbox, type RunStep, runSteps, runs } from '../../db/schema/index.ts';
import type { RunView, StepView } from '../../domain/views/run.ts';
import { authorize, type Ctx, may } from '../kernel/index.ts';
import { fetchRun, itemOf, visibleRuns } from './fetch.ts';

/**
 * A run with its steps, and what else its event started or skipped. What an intake's run and its steps put out holds the vendor's words:
 * only for who may read bodies. Errors: `not_found`.
 */
export async function getRun({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<RunView> {
  authorize(ctx.actor, 'run.read');
  const found = await fetchRun(ctx, input.id);
  const { run } = found;
  const shown = run.deliveryId === null || may(ctx.actor, 'delivery.read_body');
  const [steps, [event], siblings] = await Promise.all([
    ctx.db
      .select()
      .from(runSteps)
      .where(eq(runSteps.runId, run.id))
      .orderBy(asc(runSteps.position), asc(runSteps.startedAt)),
    ctx.db.select({ data: outbox.data }).from(outbox).where(eq(outbox.id, run.eventId)),
    ctx.db
      .select({ run: runs, caseNumber: cases.number })
      .from(runs)
      .leftJoin(cases, eq(cases.id, runs.caseId))
      .where(and(eq(runs.eventId, run.eventId), ne(runs.id, run.id), visibleRuns(ctx.actor)))
      .orderBy(asc(runs.seq)),
  ]);
  return {
    ...itemOf(found),
    event: { id: run.eventId, name: run.eventName, data: event?.data ?? {} },
    ...(run.output === null || !shown ? {} : { output: run.output }),
    steps: steps.map((step) => stepOf(step, shown)),
    siblings: siblings.map(itemOf),
  };
}

function stepOf(step: RunStep, shown: boolean): StepView {
  return {
    id: step.id,
    name: step.name,
    op: step.op,
    status: step.status,
    attempt: step.attempt,
    startedAt: step.startedAt?.toISOString() ?? null,
    endedAt: step.endedAt?.toISOString() ?? null,
    retryAt: step.retryAt?.toISOString() ?? null,
    ...(step.output === null || !shown ? {} : { output: step.output }),
    error: step.error,
  };
}
