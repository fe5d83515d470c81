import { z } from 'zod';
import { AccessState } from './state.ts';

export const SHORTEST_MINUTES = 5;
export const LONGEST_MINUTES = 480;

/** How long a right lasts, in minutes. */
export const AccessMinutes = z
  .number()
  .int()
  .min(SHORTEST_MINUTES, `A right lasts ${SHORTEST_MINUTES} minutes at least.`)
  .max(LONGEST_MINUTES, `A right lasts ${LONGEST_MINUTES} minutes at most.`);

export const REASON_LENGTH = { min: 10, max: 500 } as const;
const NOTE_MAX = 500;

/** Why somebody needs the right. */
export const AccessReason = z
  .string()
  .trim()
  .min(REASON_LENGTH.min, `Say why in ${REASON_LENGTH.min} characters at least.`)
  .max(REASON_LENGTH.max, `Say why in ${REASON_LENGTH.max} characters at most.`);

const Email = z
  .email('Write an e-mail address.')
  .max(320)
  .transform((email) => email.toLowerCase());
const DeviceId = z.string().trim().min(1).max(64);

/** Body of POST access-requests. Without a device the person picks one of the Macs that are found. */
export const AccessRequestInput = z.strictObject({
  email: Email,
  deviceId: DeviceId.optional(),
  reason: AccessReason,
  minutes: AccessMinutes.optional(),
});
export type AccessRequestInput = z.input<typeof AccessRequestInput>;

/** Body of POST access-requests/{id}/approve, and of /revoke. */
export const AccessNote = z.strictObject({ note: z.string().trim().max(NOTE_MAX).optional() });
/** Body of POST access-requests/{id}/deny: the person is told why. */
export const AccessDenial = z.strictObject({ note: z.string().trim().max(NOTE_MAX).optional() });
export const AccessConsent = z.strictObject({ agree: z.boolean() });
/** Body of POST access-requests/{id}/device: one of the request's choices. */
export const AccessPick = z.strictObject({ choice: z.string().min(1).max(150) });

/** What a list of requests can be narrowed to. */
export const AccessBox = z.enum(['mine', 'decide', 'active', 'all']);
export { AccessState };
