import { lt, sql } from 'drizzle-orm';
import type { Database } from '#lib/db/client.ts';
import { workerHeartbeats } from '#lib/db/schema/index.ts';
import { log } from '#lib/log.ts';

export const HEARTBEAT_MS = 2_000;
/** Rows of workers that are long gone. */
const FORGET_MS = 60_000;

/** Says every two seconds that this worker lives: /api/ready and the pages look for it. Answers the function that stops it. */
export async function startHeartbeat({ db }: Database, id: string): Promise<() => Promise<void>> {
  const beat = async () => {
    const at = new Date();
    await db
      .insert(workerHeartbeats)
      .values({ id, at })
      .onConflictDoUpdate({ target: workerHeartbeats.id, set: { at: sql`excluded.at` } });
    await db.delete(workerHeartbeats).where(lt(workerHeartbeats.at, new Date(at.getTime() - FORGET_MS)));
  };
  await beat();
  const timer = setInterval(() => {
    beat().catch((error) => log.warn({ err: error }, 'the heartbeat could not be written'));
  }, HEARTBEAT_MS);
  return async () => {
    clearInterval(timer);
    await db.delete(workerHeartbeats).where(sql`${workerHeartbeats.id} = ${id}`);
  };
}
