import { drizzle } from 'drizzle-orm/node-postgres';
import type { Db } from '#lib/db/client.ts';
import * as schema from '#lib/db/schema/index.ts';
import { createTestDatabase } from '#lib/db/testing/database.ts';
import { type Actor, SYSTEM } from '#lib/domain/actor.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import { firstRun } from '#lib/services/setup/first-run.ts';
import { type Workers, workersOn } from './workers.ts';

/** A database as the first start leaves it, and its workers. */
export interface WorkerFloor extends Workers {
  db: Db;
  /** A context of now. */
  ctx(actor?: Actor): Ctx;
  rows<T = Record<string, unknown>>(text: string): Promise<T[]>;
}

/** Closing it also drops the database. */
export async function openWorkerFloor(): Promise<WorkerFloor> {
  const database = await createTestDatabase();
  const db = drizzle(database.pool, { schema });
  const workers = workersOn(database.url);
  const nobody = { adminEmail: 'admin@shop.example', adminPassword: null, bootstrapApiKey: null };
  await firstRun(db, { ...nobody, now: new Date() });
  return {
    ...workers,
    db,
    ctx: (actor = SYSTEM) => ({ db, actor, now: new Date() }),
    rows: async <T>(text: string) => (await database.pool.query(text)).rows as T[],
    async close() {
      await workers.close();
      await database.drop();
    },
  };
}
