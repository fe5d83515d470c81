import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { STAGES, type Stage, type State } from '../../domain/case-state.ts';
import { moment } from './columns.ts';

const STAGE_NAMES = STAGES.map((stage) => `'${stage}'`).join(', ');

/** The states a case can be in. A state's stage never changes: timers and counts look at the stage alone. */
export const states = pgTable(
  'states',
  {
    id: text('id').$type<State>().primaryKey(),
    name: text('name').notNull(),
    stage: text('stage').$type<Stage>().notNull(),
    position: integer('position').notNull(),
    retiredAt: moment('retired_at'),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (t) => [
    // What the foreign key of cases refers to: a case's stage is that of its state.
    unique('states_id_stage').on(t.id, t.stage),
    uniqueIndex('states_name').on(sql`lower(${t.name})`),
    check('states_stage_known', sql.raw(`stage in (${STAGE_NAMES})`)),
  ],
);
export type StateRow = typeof states.$inferSelect;

/** From which state a case may be moved to which. What is not listed is refused. */
export const stateTransitions = pgTable(
  'state_transitions',
  {
    from: text('from_state')
      .notNull()
      .references(() => states.id),
    to: text('to_state')
      .notNull()
      .references(() => states.id),
  },
  (t) => [
    primaryKey({ columns: [t.from, t.to] }),
    index('state_transitions_to').on(t.to),
    check('state_transitions_moves', sql`${t.from} <> ${t.to}`),
  ],
);
