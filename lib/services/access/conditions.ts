import { and, count, eq, gt, ne } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type AccessRequest, accessRequests } from '../../db/schema/index.ts';
import { conflict } from '../errors.ts';

const DAY_MS = 24 * 3_600_000;

/** Why a person gets no more rights today, in a sentence; null: he may ask. `but` is the request that asks. */
export async function capReached(
  db: Db | Tx,
  { email, but, now, perDay }: { email: string; but: string; now: Date; perDay: number },
): Promise<string | null> {
  const since = new Date(now.getTime() - DAY_MS);
  const [row] = await db
    .select({ had: count() })
    .from(accessRequests)
    .where(
      and(eq(accessRequests.beneficiaryEmail, email), gt(accessRequests.askedAt, since), ne(accessRequests.id, but)),
    );
  if (row!.had < perDay) return null;
  const times = perDay === 1 ? 'once' : `${perDay} times`;
  return `${email} had temporary rights ${times} within the last 24 hours, which is the most that is allowed.`;
}

/** Throws `conflict` where the request is not, or no more, at the step that is answered. */
export function assertWaitsFor(of: AccessRequest, step: NonNullable<AccessRequest['step']>): void {
  if (of.state === 'requested' && of.step === step) return;
  throw conflict(`${WAITED[step]} is not asked for: the request ${standingWords(of)}.`);
}

/** Throws `conflict` for a request that has run out, also while the sweep that says so has not come by. */
export function refuseExpired({ state, expiresAt }: AccessRequest, now: Date): void {
  if (state === 'requested' && expiresAt !== null && expiresAt <= now)
    throw conflict('The request has expired: nobody answered it in time. Ask anew.');
}

const WAITED: Record<NonNullable<AccessRequest['step']>, string> = {
  person: 'The person',
  consent: 'Consent',
  reason: 'A reason',
  macs: 'A list of Macs',
  mac: 'A choice of a Mac',
  approval: 'A decision',
};

/** How a request stands, as the end of a sentence. */
export function standingWords({ state, step, decidedBy }: AccessRequest): string {
  if (state === 'requested') return WAITS[step!];
  const by = decidedBy ? ` by ${decidedBy.name}` : '';
  if (state === 'approved' || state === 'denied') return `was ${state}${by}`;
  return STANDS[state];
}

const WAITS: Record<NonNullable<AccessRequest['step']>, string> = {
  person: 'waits for the person to be found',
  consent: 'waits for the consent of who gets the right',
  reason: 'waits for its reason',
  macs: 'waits for the Macs to be found',
  mac: 'waits for the choice of a Mac',
  approval: 'waits for a decision',
};
const STANDS: Record<Exclude<AccessRequest['state'], 'requested' | 'approved' | 'denied'>, string> = {
  granted: 'has been granted',
  revoking: 'is being taken back',
  revoked: 'is over: the right was taken back',
  expired: 'has expired',
  cancelled: 'was withdrawn',
  failed: 'has failed',
};
