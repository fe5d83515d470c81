import { z } from 'zod';

/** Where a request for temporary administrator rights stands. */
export const ACCESS_STATES = [
  'requested',
  'approved',
  'granted',
  'revoking',
  'revoked',
  'denied',
  'expired',
  'cancelled',
  'failed',
] as const;
export const AccessState = z.enum(ACCESS_STATES);
export type AccessState = z.infer<typeof AccessState>;

/** What a request in the state `requested` waits for, in the order in which it is asked. */
export const ACCESS_STEPS = ['person', 'consent', 'reason', 'macs', 'mac', 'approval'] as const;
export const AccessStep = z.enum(ACCESS_STEPS);
export type AccessStep = z.infer<typeof AccessStep>;

/**
 * Every move there is. A right that turns up again after its end is no move: it is taken back once more, and the request stays over, so that
 * its person can have asked anew meanwhile.
 */
export const ACCESS_MOVES: Readonly<Record<AccessState, readonly AccessState[]>> = {
  requested: ['approved', 'denied', 'expired', 'cancelled', 'failed'],
  approved: ['granted', 'revoking', 'failed'],
  granted: ['revoking'],
  revoking: ['revoked', 'failed'],
  revoked: [],
  failed: [],
  denied: [],
  expired: [],
  cancelled: [],
};

/** Steps by the steps that may follow; a person or a Mac that is known already is not asked for. */
export const STEP_MOVES: Readonly<Record<AccessStep, readonly AccessStep[]>> = {
  person: ['consent', 'reason', 'macs'],
  consent: ['reason', 'macs'],
  reason: ['macs'],
  macs: ['mac', 'approval'],
  mac: ['approval'],
  approval: [],
};

/** Throws RangeError for a move that is not in the table. */
export function assertAccessMove(from: AccessState, to: AccessState): void {
  if (!ACCESS_MOVES[from].includes(to)) throw new RangeError(`A request never goes from ${from} to ${to}.`);
}

/** Throws RangeError for a step that does not follow. */
export function assertStepMove(from: AccessStep | null, to: AccessStep): void {
  if (from === null || !STEP_MOVES[from].includes(to))
    throw new RangeError(`A request never goes from ${from ?? 'no step'} to ${to}.`);
}

/** States in which the vendor may hold a right of this request. */
export const HELD_STATES = ['approved', 'granted', 'revoking'] as const satisfies readonly AccessState[];
/** States of a request that is under way. */
export const LIVE_STATES = ['requested', ...HELD_STATES] as const satisfies readonly AccessState[];
