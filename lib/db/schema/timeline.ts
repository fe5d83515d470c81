import { sql } from 'drizzle-orm';
import { bigserial, check, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ActorKind, ActorRef } from '../../domain/actor.ts';
import { cases } from './cases.ts';
import { moment } from './columns.ts';

export const TIMELINE_KINDS = [
  'created',
  'updated',
  'state',
  'severity',
  'assigned',
  'acknowledged',
  'comment',
  'observables',
  'event',
  'link',
  'phase',
  'task',
  'people',
  'hand_over',
  'action',
  'summary',
  'stopped',
  'verdict',
  'merged',
  'file',
  'sla',
  'timer',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** Every change of a case, by whom. `detail` holds the facts that rules read back (the SLA rules: state, severity, acknowledged). */
export const timeline = pgTable(
  'timeline',
  {
    id: uuid('id').primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    at: moment('at').notNull(),
    kind: text('kind').$type<TimelineKind>().notNull(),
    actorKind: text('actor_kind').$type<ActorKind>().notNull(),
    actor: jsonb('actor').$type<ActorRef>().notNull(),
    runId: text('run_id'),
    summary: text('summary').notNull(),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    uniqueIndex('timeline_seq').on(t.seq),
    index('timeline_case').on(t.caseId, t.seq),
    check('timeline_kind_known', sql.raw(`kind in (${TIMELINE_KINDS.map((kind) => `'${kind}'`).join(', ')})`)),
  ],
);
export type TimelineEntry = typeof timeline.$inferSelect;
