import { sql } from 'drizzle-orm';
import type { Ctx } from '../kernel/index.ts';

export interface DueSession {
  id: string;
  vendor: string;
  /** Its time is over: the vendor forgets the token by itself. */
  expired: boolean;
}

/** How many are taken at once, and for how long each is left to whoever took it. */
const MOST = 50;
const FIRST_REST_SECONDS = 10;
const LONGEST_REST_SECONDS = 300;

/**
 * Sessions that nobody uses any more, whose run is over, or whose time is: each is given to one caller, and again after a growing rest until it is
 * forgotten. One that is no run's is due from the time on that was said when it was kept.
 */
export async function claimDueSessions({ ctx }: { ctx: Pick<Ctx, 'db' | 'now'> }): Promise<DueSession[]> {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const { rows } = await ctx.db.execute<{ id: string; vendor: string; expired: boolean }>(sql`
    update vendor_sessions session set
      tries = session.tries + 1,
      next_try_at = ${now} + least(${FIRST_REST_SECONDS} * power(2, least(session.tries, 10)), ${LONGEST_REST_SECONDS}) * interval '1 second'
    from (
      select due.id, due.expires_at from vendor_sessions due left join runs on runs.id = due.run_id
      where due.next_try_at <= ${now}
        and (due.run_id is null or due.retired_at is not null or runs.ended_at is not null or due.expires_at <= ${now})
      order by due.next_try_at limit ${MOST} for update of due skip locked
    ) due
    where session.id = due.id
    returning session.id, session.vendor, due.expires_at <= ${now} as expired`);
  return rows;
}
