import type { Context } from './context.ts';

const BATCH = 1_000;

/** Deletes finished runs older than `days`, events that no run refers to any more, and states that have expired. */
export async function prune(ctx: Context, days: number): Promise<void> {
  const query = (name: string, text: string) => ctx.pool.query(ctx.statement(name, text, [days]));
  for (let deleted = BATCH; deleted === BATCH; ) {
    const result = await query(
      'prune_runs',
      `delete from $s.run where id in (
         select id from $s.run where ended_at < now() - $1::float8 * interval '1 day' limit ${BATCH})`,
    );
    deleted = result.rowCount ?? 0;
  }
  for (let deleted = BATCH; deleted === BATCH; ) {
    // At least a day, which is how long an event's id is remembered.
    const result = await query(
      'prune_events',
      `delete from $s.event where id in (
         select e.id from $s.event e where e.received_at < now() - greatest($1::float8, 1) * interval '1 day'
           and not exists (select from $s.run r where r.event_id = e.id)
           and not exists (select from $s.debounce d where d.event_id = e.id) limit ${BATCH})`,
    );
    deleted = result.rowCount ?? 0;
  }
  await ctx.pool.query(ctx.statement('prune_buckets', 'delete from $s.bucket where expires_at < now()', []));
}
