import { bigserial, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ActorRef } from '../../domain/actor.ts';
import { moment } from './columns.ts';

/** Who changed what, with the difference. Nothing here is ever updated. */
export const audit = pgTable(
  'audit',
  {
    id: uuid('id').primaryKey(),
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    at: moment('at').notNull(),
    actor: jsonb('actor').$type<ActorRef>().notNull(),
    runId: text('run_id'),
    action: text('action').notNull(),
    entity: text('entity').notNull(),
    entityId: text('entity_id').notNull(),
    diff: jsonb('diff').$type<Record<string, { from: unknown; to: unknown }>>().notNull(),
  },
  (t) => [index('audit_entity').on(t.entity, t.entityId, t.seq), index('audit_seq').on(t.seq)],
);

/** The first answer of each POST that named an Idempotency-Key. `status` is null while the first is still at work. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    actor: text('actor').notNull(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    /** Part of the effect key of what the request does: the same key, used again once this row is gone, is another request. */
    claim: uuid('claim').notNull().defaultRandom(),
    status: integer('status'),
    headers: jsonb('headers').$type<Record<string, string>>(),
    body: text('body'),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.actor, t.key] }), index('idempotency_keys_created').on(t.createdAt)],
);
