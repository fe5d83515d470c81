import { sql } from 'drizzle-orm';
import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { cases } from './cases.ts';
import { moment } from './columns.ts';

/** The timer that the daily check runs for an alert or incident of a vendor, one at the most. */
export const healthTimers = pgTable(
  'health_timers',
  {
    vendor: text('vendor').notNull(),
    vendorId: text('vendor_id').notNull(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    /** Of the case's timers. */
    timerId: uuid('timer_id').notNull(),
    startedAt: moment('started_at').notNull(),
    /** When the vendor was seen to have it assigned or closed. */
    stoppedAt: moment('stopped_at'),
  },
  (t) => [
    primaryKey({ columns: [t.vendor, t.vendorId] }),
    index('health_timers_case').on(t.caseId),
    index('health_timers_running').on(t.vendor, t.vendorId).where(sql`${t.stoppedAt} is null`),
  ],
);
export type HealthTimer = typeof healthTimers.$inferSelect;
