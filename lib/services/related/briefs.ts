import { and, eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, cases, members } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import type { CaseBrief } from '../../domain/views/evidence.ts';
import { keysOf } from '../cases/family.ts';
import { type Ctx, visibleCases } from '../kernel/index.ts';

/** These cases in brief, by id, as far as the actor may see them. */
export async function briefsOf(
  db: Db | Tx,
  ctx: Pick<Ctx, 'actor'>,
  ids: readonly string[],
): Promise<Map<string, CaseBrief>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ row: cases, owner: { id: members.id, name: members.name, kind: members.kind } })
    .from(cases)
    .leftJoin(members, eq(members.id, cases.assigneeId))
    .where(and(inArray(cases.id, [...ids]), visibleCases(ctx.actor)));
  const merged = await keysOf(
    db,
    ctx,
    rows.map(({ row }) => row.mergedIntoId),
  );
  return new Map(rows.map(({ row, owner }) => [row.id, briefOf(row, owner, merged)]));
}

function briefOf(row: Case, owner: CaseBrief['assignee'], merged: Map<string, string>): CaseBrief {
  return {
    key: keyOf(row.number),
    title: row.title,
    severity: row.severity,
    state: row.state,
    stage: row.stage,
    assignee: owner,
    verdict: row.resolutionVerdict,
    mergedInto: (row.mergedIntoId && merged.get(row.mergedIntoId)) ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
