import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ActorRef } from '../../domain/actor.ts';
import { cases } from './cases.ts';
import { bytea, moment } from './columns.ts';

/** Evidence on a case. The row stays when the content is deleted: who had what, and why it went. */
export const caseFiles = pgTable(
  'case_files',
  {
    id: uuid('id').primaryKey(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
    /** Hex; null while it is still coming. */
    sha256: text('sha256'),
    /** Leaves the house only as an encrypted archive. */
    malware: boolean('malware').notNull().default(false),
    uploadedBy: jsonb('uploaded_by').$type<ActorRef>().notNull(),
    /** When its first byte came. */
    createdAt: moment('created_at').notNull(),
    /** When all of it was there; null: still coming, or broken off. */
    completedAt: moment('completed_at'),
    deletedAt: moment('deleted_at'),
    deletedBy: jsonb('deleted_by').$type<ActorRef>(),
    deletedReason: text('deleted_reason'),
  },
  (t) => [
    index('case_files_case').on(t.caseId, t.createdAt, t.id),
    index('case_files_coming').on(t.createdAt).where(sql`${t.completedAt} is null`),
  ],
);
export type CaseFile = typeof caseFiles.$inferSelect;

/** A file's content in pieces of 256 KB, so that neither side ever holds the whole. */
export const fileChunks = pgTable(
  'file_chunks',
  {
    fileId: uuid('file_id')
      .notNull()
      .references(() => caseFiles.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    data: bytea('data').notNull(),
  },
  (t) => [primaryKey({ columns: [t.fileId, t.position] })],
);
