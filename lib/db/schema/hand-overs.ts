import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { HAND_OVER_STATUSES, type HandOverStatus, ITEM_STATUSES, type ItemStatus } from '../../domain/hand-over.ts';
import { cases } from './cases.ts';
import { moment } from './columns.ts';
import { members } from './members.ts';

const listed = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(', '));

/** At the end of a shift: a member's open cases, offered to a colleague. */
export const handOvers = pgTable(
  'hand_overs',
  {
    id: uuid('id').primaryKey(),
    fromId: uuid('from_id')
      .notNull()
      .references(() => members.id),
    toId: uuid('to_id')
      .notNull()
      .references(() => members.id),
    note: text('note').notNull().default(''),
    status: text('status').$type<HandOverStatus>().notNull().default('open'),
    createdAt: moment('created_at').notNull(),
    /** When its last case was decided, or it was withdrawn. */
    endedAt: moment('ended_at'),
  },
  (t) => [
    index('hand_overs_from').on(t.fromId, t.id),
    index('hand_overs_to').on(t.toId, t.id),
    check('hand_overs_status_known', sql`${t.status} in (${listed(HAND_OVER_STATUSES)})`),
    check('hand_overs_between_two', sql`${t.fromId} <> ${t.toId}`),
  ],
);
export type HandOver = typeof handOvers.$inferSelect;

/** One case of a hand-over, with what the next owner has to know. */
export const handOverItems = pgTable(
  'hand_over_items',
  {
    handOverId: uuid('hand_over_id')
      .notNull()
      .references(() => handOvers.id, { onDelete: 'cascade' }),
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    note: text('note').notNull().default(''),
    hypothesis: text('hypothesis').notNull().default(''),
    pendingApprovals: text('pending_approvals').notNull().default(''),
    nextStep: text('next_step').notNull().default(''),
    status: text('status').$type<ItemStatus>().notNull().default('pending'),
    /** Why it was declined, or lapsed. */
    reason: text('reason'),
    decidedAt: moment('decided_at'),
    /** A restricted case is shown to the colleague by a watch that goes again where he declines. */
    watchAdded: boolean('watch_added').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.handOverId, t.caseId] }),
    index('hand_over_items_case').on(t.caseId),
    check('hand_over_items_status_known', sql`${t.status} in (${listed(ITEM_STATUSES)})`),
  ],
);
export type HandOverItem = typeof handOverItems.$inferSelect;
