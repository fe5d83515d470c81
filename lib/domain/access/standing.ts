import type { AccessState } from './state.ts';

/** What the Mac itself does. It hears of a grant and of a revocation at its next check-in, and at no other time. */
export const MAC_STANDINGS = ['none', 'waits', 'admin', 'still_admin', 'never_admin', 'off', 'gone'] as const;
export type MacStanding = (typeof MAC_STANDINGS)[number];

export interface AccessTimes {
  state: AccessState;
  /** When the vendor took the grant. Null: it never did, as far as we know. */
  grantedAt: Date | null;
  /** When the vendor confirmed that the right is gone. */
  revokedAt: Date | null;
  /** When the Mac checked in last, as the vendor said. */
  lastContactAt: Date | null;
  /** The vendor knows no such Mac any more. */
  deviceGone: boolean;
}

/**
 * What the Mac's user holds now, by its check-ins: `waits` the grant has not reached it; `admin`; `still_admin` the right was taken back at
 * the vendor, and the Mac has not been heard of since; `never_admin` it was granted and taken back between two check-ins; `off` it has
 * checked in since; `gone` nobody can tell any more.
 */
export function standingOf({ state, grantedAt, revokedAt, lastContactAt, deviceGone }: AccessTimes): MacStanding {
  if (grantedAt === null) return 'none';
  if (deviceGone) return 'gone';
  const heardSince = (at: Date) => lastContactAt !== null && lastContactAt.getTime() >= at.getTime();
  if (revokedAt !== null && (state === 'revoked' || state === 'failed')) {
    if (heardSince(revokedAt)) return 'off';
    return heardSince(grantedAt) ? 'still_admin' : 'never_admin';
  }
  return heardSince(grantedAt) ? 'admin' : 'waits';
}
