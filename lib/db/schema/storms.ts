import { sql } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { cases } from './cases.ts';
import { moment } from './columns.ts';

/** A time in which one rule sent so many events that one case collects them. */
export const storms = pgTable(
  'storms',
  {
    id: uuid('id').primaryKey(),
    connectorId: text('connector_id').notNull(),
    /** As the source calls it; empty where it does not say. */
    rule: text('rule').notNull(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    beganAt: moment('began_at').notNull(),
    /** When the last event of the rule came that would have opened a case. */
    lastEventAt: moment('last_event_at').notNull(),
    /** When it is over unless another one comes. */
    quietAt: moment('quiet_at').notNull(),
    /** Events that would have opened a case each. */
    collected: integer('collected').notNull(),
    endedAt: moment('ended_at'),
  },
  (t) => [index('storms_case').on(t.caseId), index('storms_running').on(t.quietAt).where(sql`${t.endedAt} is null`)],
);
export type Storm = typeof storms.$inferSelect;

/** How many cases each rule opens. Its row is the lock that openings of one rule take: the numbers are exact. */
export const stormCounters = pgTable(
  'storm_counters',
  {
    connectorId: text('connector_id').notNull(),
    rule: text('rule').notNull(),
    windowStartedAt: moment('window_started_at').notNull(),
    opened: integer('opened').notNull(),
    /** The storm that goes on. */
    stormId: uuid('storm_id').references(() => storms.id, { onDelete: 'set null' }),
  },
  (t) => [
    primaryKey({ columns: [t.connectorId, t.rule] }),
    index('storm_counters_window').on(t.windowStartedAt),
    index('storm_counters_storm').on(t.stormId),
  ],
);
