import { sql } from 'drizzle-orm';
import { bigint, bigserial, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ActorRef } from '../../domain/actor.ts';
import { moment } from './columns.ts';

/** Who changed what, with the difference. Nothing here is ever updated. */
export const audit = pgTable(
  'audit',
  {
    id: uuid('id').primaryKey(),
    /** Given after the transaction's id, by `next_audit_number()`: the seals rely on it. */
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    at: moment('at').notNull(),
    actor: jsonb('actor').$type<ActorRef>().notNull(),
    runId: text('run_id'),
    /** From where: of a request, else null. */
    ip: text('ip'),
    userAgent: text('user_agent'),
    action: text('action').notNull(),
    entity: text('entity').notNull(),
    entityId: text('entity_id').notNull(),
    diff: jsonb('diff').$type<Record<string, { from: unknown; to: unknown }>>().notNull(),
  },
  (t) => [
    index('audit_entity').on(t.entity, t.entityId, t.seq),
    index('audit_action').on(t.action, t.at, t.seq),
    index('audit_actor').on(sql`(${t.actor} ->> 'id')`, t.at, t.seq),
    index('audit_seq').on(t.seq),
    index('audit_at').on(t.at, t.seq),
  ],
);
export type AuditRow = typeof audit.$inferSelect;

/**
 * The chain over the audit rows: each seal covers the rows after the one before it, up to `seq`, and its hash is keyed and takes in the hash
 * before it. A row that is changed, added or taken away afterwards breaks the chain from its seal on.
 */
export const auditSeals = pgTable(
  'audit_seals',
  {
    number: bigint('number', { mode: 'number' }).primaryKey(),
    /** The number of the last row that it covers. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    rows: integer('rows').notNull(),
    hash: text('hash').notNull(),
    at: moment('at').notNull(),
  },
  (t) => [index('audit_seals_hash').on(t.hash)],
);
export type AuditSeal = typeof auditSeals.$inferSelect;

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
