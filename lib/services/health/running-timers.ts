import { sql } from 'drizzle-orm';
import { cases, healthTimers } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import type { Ctx } from '../kernel/index.ts';
import { FALCON } from './vendor.ts';

export interface RunningTimer {
  id: string;
  kind: 'detection' | 'incident';
  /** The case that has the timer now. */
  key: string;
  timerId: string;
}

/** Those from behind an id on, or those of these ids. */
export type WhichTimers = { after: string; most: number } | { ids: readonly string[] };

/**
 * Timers of the check that are not stopped yet, by the ids of what they time. A merge takes a running timer along to the case
 * that stands. For our own processes.
 */
export async function runningTimers({
  ctx,
  input,
}: {
  ctx: Pick<Ctx, 'db'>;
  input: WhichTimers;
}): Promise<RunningTimer[]> {
  const vendorId = healthTimers.vendorId;
  const which =
    'ids' in input ? sql`${vendorId} = any(${sql.param([...input.ids])}::text[])` : sql`${vendorId} > ${input.after}`;
  const most = 'ids' in input ? input.ids.length : input.most;
  const { rows } = await ctx.db.execute<{ id: string; timerId: string; number: string }>(sql`
    with recursive running as (
      select ${healthTimers.vendorId} as id, ${healthTimers.timerId}, ${healthTimers.caseId} from ${healthTimers}
      where ${healthTimers.vendor} = ${FALCON} and ${healthTimers.stoppedAt} is null and ${which}
      order by ${healthTimers.vendorId} limit ${most}
    ), standing as (
      select running.id, running.timer_id, of_case.number, of_case.merged_into_id
      from running join ${cases} of_case on of_case.id = running.case_id
      union all
      select standing.id, standing.timer_id, into_case.number, into_case.merged_into_id
      from standing join ${cases} into_case on into_case.id = standing.merged_into_id
    )
    select id, timer_id as "timerId", number from standing where merged_into_id is null order by id`);
  return rows.map(({ id, timerId, number }) => ({ id, timerId, kind: kindOf(id), key: keyOf(Number(number)) }));
}

/** An alert's composite id names its parts with colons; a Falcon case's id has none. */
const kindOf = (id: string) => (id.includes(':') ? 'detection' : 'incident');
