import { z } from 'zod';
import { AccessChoice, AccessState, AccessStep, MAC_STANDINGS } from '../access.ts';
import { ActorRef } from '../actor.ts';
import { Severity } from '../severity.ts';
import { Moment } from './common.ts';

/** An open case of the person or the Mac. Who may see no cases is told its key and severity alone. */
export const AccessCase = z.object({ key: z.string(), severity: Severity, title: z.string().nullable() });
export type AccessCase = z.infer<typeof AccessCase>;

export const AccessRequestView = z.object({
  id: z.string(),
  state: AccessState,
  /** What it waits for while it is `requested`. */
  waitsFor: AccessStep.nullable(),
  source: z.enum(['slack', 'page', 'api']),
  requester: z.object({ name: z.string(), email: z.string().nullable() }),
  beneficiary: z.object({ name: z.string(), email: z.string().nullable() }),
  reason: z.string().nullable(),
  minutes: z.number().int(),
  device: z.object({ id: z.string(), name: z.string(), serialNumber: z.string() }).nullable(),
  store: z.object({ key: z.string(), name: z.string(), by: z.enum(['network', 'self']).nullable() }).nullable(),
  /** What there is to pick from, for who picks. */
  choices: z.array(AccessChoice),
  createdAt: Moment,
  /** When what it waits for has to be there. */
  expiresAt: Moment.nullable(),
  decision: z.object({ by: ActorRef, at: Moment, note: z.string().nullable() }).nullable(),
  /** The three clocks: the vendor was asked, has granted, and has confirmed that the right is gone. */
  askedAt: Moment.nullable(),
  grantedAt: Moment.nullable(),
  endsAt: Moment.nullable(),
  revokedAt: Moment.nullable(),
  /** The right was found again after its end, and is being taken back once more. */
  returnedAt: Moment.nullable(),
  /** Why it was ended before its time, denied by a rule, or failed. */
  note: z.string().nullable(),
  /** What the last try to take the right back met; null: nothing. */
  problem: z.string().nullable(),
  attempts: z.number().int(),
  late: z.boolean(),
  lateCase: z.string().nullable(),
  standing: z.enum(MAC_STANDINGS),
  /** The Mac’s last check-in, as the vendor said last. */
  lastContactAt: Moment.nullable(),
  /** What the reader may do with it now. */
  may: z.array(z.enum(['approve', 'deny', 'revoke', 'cancel', 'consent', 'pick'])),
  /** Why the reader may not decide, where others may. */
  barred: z.string().nullable(),
});
export type AccessRequestView = z.infer<typeof AccessRequestView>;

/** One request with what an approver has to know. */
export const AccessRequestDetail = z.object({
  ...AccessRequestView.shape,
  openCases: z.array(AccessCase),
  /** Earlier requests of the same person, newest first; ten at most. */
  earlier: z.array(z.object({ id: z.string(), state: AccessState, reason: z.string().nullable(), createdAt: Moment })),
});
export type AccessRequestDetail = z.infer<typeof AccessRequestDetail>;
