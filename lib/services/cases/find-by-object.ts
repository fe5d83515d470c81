import { and, eq } from 'drizzle-orm';
import { caseObjects, cases } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { isOpen, type Stage } from '../../domain/case-state.ts';
import type { Severity } from '../../domain/severity.ts';
import { authorize, type Ctx, jsonbSafe, visibleCases } from '../kernel/index.ts';

export interface FoundCase {
  key: string;
  open: boolean;
  stage: Stage;
  severity: Severity;
  /** When it left the open stages, ISO 8601; null while open. */
  endedAt: string | null;
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
  const [found] = await ctx.db
    .select({ number: cases.number, stage: cases.stage, severity: cases.severity, resolvedAt: cases.resolvedAt })
    .from(caseObjects)
    .innerJoin(cases, eq(cases.id, caseObjects.caseId))
    .where(
      and(
        eq(caseObjects.connectorId, input.connectorId),
        eq(caseObjects.objectKey, jsonbSafe(input.objectKey)),
        eq(caseObjects.current, true),
        visibleCases(ctx.actor),
      ),
    );
  if (!found) return null;
  return {
    key: keyOf(found.number),
    open: isOpen(found.stage),
    stage: found.stage,
    severity: found.severity,
    endedAt: found.resolvedAt?.toISOString() ?? null,
  };
}
