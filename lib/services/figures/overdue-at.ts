import { and, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { caseMilestones as m } from '../../db/schema/index.ts';
import type { Scope } from './scope.ts';

/** How many cases were overdue at a moment of the past: a target was missed before it and neither met late nor given up until then. */
export async function overdueAt(tx: Tx, scope: Scope, moment: Date): Promise<number> {
  const at = sql`${moment.toISOString()}::timestamptz`;
  const { rows } = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select distinct ${m.caseId} from ${m}
      where ${and(
        sql`${m.outcome} = 'breached' and coalesce(${m.until}, 'infinity'::timestamptz) > ${at} and ${m.at} <= ${at}`,
        ...scope.milestones,
      )}) overdue`);
  return rows[0]!.count;
}
