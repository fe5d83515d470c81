import { sql } from 'drizzle-orm';
import { boolean, check, jsonb, pgTable, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Role } from '../../domain/actor.ts';
import type { Tier, WeeklyShift } from '../../domain/member.ts';
import { moment } from './columns.ts';

export const members = pgTable(
  'members',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').$type<'user' | 'ai'>().notNull().default('user'),
    name: text('name').notNull(),
    email: text('email').notNull(),
    role: text('role').$type<Role>().notNull(),
    tier: smallint('tier').$type<Tier>(),
    groups: text('groups').array().notNull().default(sql`'{}'`),
    skills: text('skills').array().notNull().default(sql`'{}'`),
    shift: jsonb('shift').$type<WeeklyShift>(),
    onShift: boolean('on_shift'),
    onShiftSince: moment('on_shift_since'),
    onCall: boolean('on_call').notNull().default(false),
    eligible: boolean('eligible').notNull().default(true),
    /** argon2id, PHC string. Null: cannot sign in by password. */
    passwordHash: text('password_hash'),
    mustChangePassword: boolean('must_change_password').notNull().default(false),
    lastAssignedAt: moment('last_assigned_at'),
    disabledAt: moment('disabled_at'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('members_email').on(sql`lower(${t.email})`),
    check('members_kind', sql`${t.kind} in ('user', 'ai')`),
    check('members_role', sql`${t.role} in ('admin', 'lead', 'analyst', 'viewer', 'approver', 'requester')`),
    check('members_tier', sql`${t.tier} between 1 and 3`),
  ],
);
export type Member = typeof members.$inferSelect;
