import { lt, sql } from 'drizzle-orm';
import type { Database } from '#lib/db/client.ts';
import { workerHeartbeats } from '#lib/db/schema/index.ts';
import { log } from '#lib/log.ts';
import { type Loop, startLoop } from './loop.ts';

const EVERY_MS = 2_000;
/** Rows of workers that are long gone. */
const FORGET_MS = 60_000;

/** Says every two seconds that this worker lives, and takes it back when it stops: /api/ready looks for it. Rejects where it cannot be said at first. */
export async function startHeartbeat({ db }: Database, id: string): Promise<Pick<Loop, 'stop'>> {
  const beat = async () => {
    const at = new Date();
    await db
      .insert(workerHeartbeats)
      .values({ id, at })
      .onConflictDoUpdate({ target: workerHeartbeats.id, set: { at: sql`excluded.at` } });
    await db.delete(workerHeartbeats).where(lt(workerHeartbeats.at, new Date(at.getTime() - FORGET_MS)));
    return false;
  };
  await beat();
  const loop = startLoop({
    everyMs: EVERY_MS,
    work: beat,
    failed: (error) => log.warn({ err: error }, 'the heartbeat could not be written'),
  });
  return {
    async stop() {
      await loop.stop();
      await db.delete(workerHeartbeats).where(sql`${workerHeartbeats.id} = ${id}`);
    },
  };
}
