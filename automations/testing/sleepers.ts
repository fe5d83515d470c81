import { sql } from 'drizzle-orm';
import { until } from '#e2e/support/until.ts';
import type { Machine } from './harness.ts';

/** Resolves when every event is sent, and every run has ended or sleeps for longer than a retry does. */
export async function asleep({ db }: Machine): Promise<void> {
  await until(
    'every run ends or sleeps',
    async () => {
      const { rows } = await db.execute<{ busy: boolean }>(sql`
      select exists (select from outbox where sent_at is null and failed is null)
        or exists (select from runs where status in ('queued', 'running'))
        or exists (select from engine.queue_item)
        or exists (select from engine.timer where kind = 'sleep' and at < now() + interval '5 s') as busy`);
      return !rows[0]!.busy;
    },
    { timeoutMs: 60_000, everyMs: 25 },
  );
}

/** Ends every sleep now, and waits until all is at rest again. */
export async function wakeSleepers(machine: Machine): Promise<void> {
  await machine.db.execute(sql`update engine.timer set at = now() where kind = 'sleep'`);
  await asleep(machine);
}
