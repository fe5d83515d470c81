import { z } from 'zod';
import { Role } from '../actor.ts';
import { Tier, WeeklyShift } from '../member.ts';
import { Moment } from './common.ts';

export const MemberView = z.object({
  id: z.string(),
  kind: z.enum(['user', 'ai']),
  name: z.string(),
  email: z.string(),
  role: Role,
  tier: Tier.nullable(),
  groups: z.array(z.string()),
  skills: z.array(z.string()),
  shift: WeeklyShift.nullable(),
  /** On shift now, by hand or by the weekly hours. */
  onShift: z.boolean(),
  /** What was set by hand and still counts, with when it ends by itself. Null: the weekly hours count. */
  shiftByHand: z.object({ onShift: z.boolean(), endsAt: Moment.nullable() }).nullable(),
  onCall: z.boolean(),
  eligible: z.boolean(),
  disabled: z.boolean(),
  openCases: z.number().int(),
  createdAt: Moment,
});
export type MemberView = z.infer<typeof MemberView>;

/** The answer to POST members: a one-time password only where none was given, and only here. */
export const MemberCreated = z.object({ ...MemberView.shape, oneTimePassword: z.string().optional() });
export type MemberCreated = z.infer<typeof MemberCreated>;

export const Me = z.object({
  id: z.string(),
  kind: z.enum(['user', 'api_key']),
  name: z.string(),
  email: z.string().nullable(),
  role: Role,
  mustChangePassword: z.boolean(),
  /** What this role may do, for showing or hiding buttons. The services decide. */
  may: z.array(z.string()),
});
export type Me = z.infer<typeof Me>;

export const ApiKeyView = z.object({
  id: z.string(),
  name: z.string(),
  role: Role,
  prefix: z.string(),
  createdBy: z.string(),
  createdAt: Moment,
  expiresAt: Moment.nullable(),
  revokedAt: Moment.nullable(),
  lastUsedAt: Moment.nullable(),
});
export type ApiKeyView = z.infer<typeof ApiKeyView>;

/** The answer to POST api-keys: the key itself only here. */
export const ApiKeyCreated = z.object({ ...ApiKeyView.shape, key: z.string() });
export type ApiKeyCreated = z.infer<typeof ApiKeyCreated>;
