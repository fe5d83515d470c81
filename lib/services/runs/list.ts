import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { cases, runs } from '../../db/schema/index.ts';
import { numberOf } from '../../domain/case.ts';
import type { Page } from '../../domain/views/common.ts';
import { type RunListItem, RunStatus } from '../../domain/views/run.ts';
import { familyOf } from '../cases/family.ts';
import { authorize, type Ctx, countUpTo, decodeCursor, many, pageFrom, paging, parse } from '../kernel/index.ts';
import { itemOf, visibleRuns } from './fetch.ts';

export const RunQuery = z.strictObject({
  ...paging,
  status: many(RunStatus),
  automation: many(z.string()),
  case: z
    .string()
    .refine((key) => numberOf(key) !== null, 'Write a case key such as CASE-7.')
    .optional(),
});
export type RunQuery = z.input<typeof RunQuery>;

/** Those of a case, and of what was merged into it. */
async function ofCase({ db }: Ctx, key: string) {
  const [found] = await db
    .select({ id: cases.id })
    .from(cases)
    .where(eq(cases.number, numberOf(key)!));
  return found ? inArray(runs.caseId, await familyOf(db, found.id)) : sql`false`;
}

/** The runs of automations, newest first, those of cases that the actor may not see left out. */
export async function listRuns({ ctx, input }: { ctx: Ctx; input: RunQuery }): Promise<Page<RunListItem>> {
  authorize(ctx.actor, 'run.read');
  const query = parse(RunQuery, input);
  const where = and(
    query.status && inArray(runs.status, query.status),
    query.automation && inArray(runs.automation, query.automation),
    query.case === undefined ? undefined : await ofCase(ctx, query.case),
    visibleRuns(ctx.actor),
  );
  const cursor = decodeCursor(query.cursor, ['integer']);
  const [rows, count] = await Promise.all([
    ctx.db
      .select({ run: runs, caseNumber: cases.number })
      .from(runs)
      .leftJoin(cases, eq(cases.id, runs.caseId))
      .where(and(where, cursor && lt(runs.seq, Number(cursor[0]))))
      .orderBy(desc(runs.seq))
      .limit(query.limit + 1),
    countUpTo(ctx.db, sql`${runs} left join ${cases} on ${eq(cases.id, runs.caseId)}`, where),
  ]);
  return pageFrom(
    rows,
    query.limit,
    ({ run }) => [run.seq],
    (shown) => shown.map(itemOf),
    count,
  );
}
