import { and, eq, type SQL } from 'drizzle-orm';
import { caseObjects, cases } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { isOpen, type Stage } from '../../domain/case-state.ts';
import type { Severity } from '../../domain/severity.ts';
import { authorize, type Ctx, jsonbSafe, visibleCases } from '../kernel/index.ts';
import { findGroupCase, type WantedGroup } from './find-group-case.ts';

export interface FoundCase {
  key: string;
  open: boolean;
  stage: Stage;
  severity: Severity;
  /** When it left the open stages, ISO 8601; null while open. */
  endedAt: string | null;
  /** When its last event was received, ISO 8601. */
  lastEventAt: string | null;
}

/** The case that stands for a vendor's object now, or null. */
export async function findCaseByObject({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { connectorId: string; objectKey: string };
}): Promise<FoundCase | null> {
  authorize(ctx.actor, 'case.read');
  return find(ctx, and(isObject(input), eq(caseObjects.current, true)));
}

/** The case that an event of a group joins now, or null. */
export async function findCaseByGroup({ ctx, input }: { ctx: Ctx; input: WantedGroup }): Promise<FoundCase | null> {
  authorize(ctx.actor, 'case.read');
  const number = await findGroupCase(ctx.db, input);
  if (number === null) return null;
  const { connectorId, group } = input;
  return find(ctx, and(isObject({ connectorId, objectKey: group.key }), eq(cases.number, number)));
}

const isObject = ({ connectorId, objectKey }: { connectorId: string; objectKey: string }) =>
  and(eq(caseObjects.connectorId, connectorId), eq(caseObjects.objectKey, jsonbSafe(objectKey)));

async function find(ctx: Ctx, which: SQL | undefined): Promise<FoundCase | null> {
  const [found] = await ctx.db
    .select({
      number: cases.number,
      stage: cases.stage,
      severity: cases.severity,
      resolvedAt: cases.resolvedAt,
      lastEventAt: cases.lastEventAt,
    })
    .from(caseObjects)
    .innerJoin(cases, eq(cases.id, caseObjects.caseId))
    .where(and(which, visibleCases(ctx.actor)));
  if (!found) return null;
  return {
    key: keyOf(found.number),
    open: isOpen(found.stage),
    stage: found.stage,
    severity: found.severity,
    endedAt: found.resolvedAt?.toISOString() ?? null,
    lastEventAt: found.lastEventAt?.toISOString() ?? null,
  };
}
