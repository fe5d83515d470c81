import { pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/** The last sign of life of each worker process, written every two seconds. */
export const workerHeartbeats = pgTable('worker_heartbeats', {
  id: text('id').primaryKey(),
  at: moment('at').notNull(),
});
