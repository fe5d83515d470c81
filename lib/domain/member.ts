import { z } from 'zod';
import { Role } from './actor.ts';
import { MomentInput } from './moment.ts';
import { TimeZone } from './time-zone.ts';

export const Tier = z.union([z.literal(1), z.literal(2), z.literal(3)]);
export type Tier = z.infer<typeof Tier>;

const MINUTES = /^([01]\d|2[0-3]):[0-5]\d$/;
const time = z.string().regex(MINUTES, 'Write a time of day such as 08:30.');

/** Weekly hours in the member's own zone; `day` 1 is Monday, 7 Sunday (ISO 8601). A span whose end is not after its start runs over midnight. */
export const WeeklyShift = z.strictObject({
  timeZone: TimeZone,
  hours: z.array(z.strictObject({ day: z.number().int().min(1).max(7), start: time, end: time })).max(50),
});
export type WeeklyShift = z.infer<typeof WeeklyShift>;

const text = z.string().trim().min(1).max(64);
const fields = {
  name: z.string().trim().min(1).max(120),
  email: z
    .email('Write an e-mail address.')
    .max(320)
    .transform((email) => email.toLowerCase()),
  role: Role,
  tier: Tier.nullable(),
  groups: z.array(text).max(50),
  skills: z.array(text).max(50),
  shift: WeeklyShift.nullable(),
  /** Started or ended by hand. It ends by itself after twelve hours; null follows the weekly hours. */
  onShift: z.boolean().nullable(),
  onCall: z.boolean(),
  eligible: z.boolean(),
  password: z.string().min(12, 'A password has at least 12 characters.').max(256),
};

/** Body of POST members. Without a password a one-time one is made and returned once. */
export const MemberInput = z.strictObject({
  ...z.object(fields).partial().shape,
  name: fields.name,
  email: fields.email,
  role: fields.role,
});
export type MemberInput = z.input<typeof MemberInput>;

/** Body of PATCH members/{id}. */
export const MemberPatch = z.strictObject({ ...z.object(fields).partial().shape, disabled: z.boolean().optional() });
export type MemberPatch = z.input<typeof MemberPatch>;

/** Body of POST me/shift: start, end, or null for what the weekly hours say. */
export const OwnShift = z.strictObject({ onShift: z.boolean().nullable() });
export type OwnShift = z.infer<typeof OwnShift>;

/** Body of POST api-keys; `expiresAt` null never expires. */
export const ApiKeyInput = z.strictObject({
  name: z.string().trim().min(1).max(120),
  role: Role,
  expiresAt: MomentInput.nullable().optional(),
});
export type ApiKeyInput = z.input<typeof ApiKeyInput>;

/** Body of PATCH api-keys/{id}. A key's role stays: who needs another makes another key. A revoked key stays revoked. */
export const ApiKeyPatch = z.strictObject({
  name: ApiKeyInput.shape.name.optional(),
  expiresAt: ApiKeyInput.shape.expiresAt,
  revoked: z.literal(true).optional(),
});
export type ApiKeyPatch = z.input<typeof ApiKeyPatch>;
