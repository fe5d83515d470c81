import { sql } from 'drizzle-orm';
import { boolean, check, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { CUSTOM_FIELD_TYPES, type CustomFieldType } from '../../domain/custom-field.ts';
import { moment } from './columns.ts';

const TYPES = CUSTOM_FIELD_TYPES.map((type) => `'${type}'`).join(', ');

/** What the house asks of its cases beyond what ships. The values stand in `cases.custom_fields`, by `key`. */
export const customFieldDefinitions = pgTable(
  'custom_field_definitions',
  {
    key: text('key').primaryKey(),
    label: text('label').notNull(),
    hint: text('hint').notNull().default(''),
    /** Never changes: the values that cases have are of it. */
    type: text('type').$type<CustomFieldType>().notNull(),
    /** What may be chosen, in this order; empty for the other types. */
    options: text('options').array().notNull().default(sql`'{}'`),
    requiredAtClose: boolean('required_at_close').notNull().default(false),
    position: integer('position').notNull(),
    retiredAt: moment('retired_at'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  () => [check('custom_field_definitions_type', sql.raw(`type in (${TYPES})`))],
);
export type CustomFieldRow = typeof customFieldDefinitions.$inferSelect;
