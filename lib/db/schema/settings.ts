import { bigint, pgSequence, pgTable, text } from 'drizzle-orm/pg-core';

/** The settings that processes keep in memory, each part a table or two. */
export const SETTINGS_PARTS = [
  'policies',
  'runbooks',
  'allow_list',
  'categories',
  'states',
  'custom_fields',
  'stores',
  'scouts',
] as const;
export type SettingsPart = (typeof SETTINGS_PARTS)[number];

/** No number is used twice, also not after a rollback: what was read within a change that was taken back is never taken for another's. */
export const settingsRevision = pgSequence('settings_revision');

/**
 * Which revision each part of the settings is in: triggers on their tables (in the migration) raise it in the transaction of every change,
 * so that whoever finds the number that he knows also knows what the tables say.
 */
export const settingsRevisions = pgTable('settings_revisions', {
  part: text('part').$type<SettingsPart>().primaryKey(),
  revision: bigint('revision', { mode: 'number' }).notNull(),
});
