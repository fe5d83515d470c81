import { and, eq, isNull, or, type SQL } from 'drizzle-orm';
import { cases, type Run, runs } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import { AUTOMATIONS, isAutomationId } from '../../domain/automations.ts';
import { keyOf } from '../../domain/case.ts';
import type { RunListItem } from '../../domain/views/run.ts';
import { notFound } from '../errors.ts';
import { type Ctx, visibleCases } from '../kernel/index.ts';
import { isUuid } from '../kernel/uuid.ts';

/** A run of a case that the actor may not see does not exist. For queries that join `cases`. */
export function visibleRuns(actor: Actor): SQL | undefined {
  const visible = visibleCases(actor);
  return visible && or(isNull(runs.caseId), visible);
}

export interface FetchedRun {
  run: Run;
  caseNumber: number | null;
}

/** A run by the ledger's id. Throws `not_found`. */
export async function fetchRun(ctx: Ctx, id: string): Promise<FetchedRun> {
  const [row] = isUuid(id)
    ? await ctx.db
        .select({ run: runs, caseNumber: cases.number })
        .from(runs)
        .leftJoin(cases, eq(cases.id, runs.caseId))
        .where(and(eq(runs.id, id), visibleRuns(ctx.actor)))
    : [];
  if (!row) throw notFound(`The run ${id}`);
  return row;
}

export function itemOf({ run, caseNumber }: FetchedRun): RunListItem {
  return {
    id: run.id,
    automation: run.automation,
    title: isAutomationId(run.automation) ? AUTOMATIONS[run.automation].title : run.automation,
    status: run.status,
    event: { id: run.eventId, name: run.eventName },
    caseKey: caseNumber === null ? null : keyOf(caseNumber),
    deliveryId: run.deliveryId,
    replayOf: run.replayOf,
    reason: run.reason,
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    endedAt: run.endedAt?.toISOString() ?? null,
    error: run.error,
  };
}
