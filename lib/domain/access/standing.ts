import type { AccessState } from './state.ts';

/** What the Mac itself does. It hears of a grant and of a revocation at its next check-in, and at no other time. */
export const MAC_STANDINGS = ['none', 'waits', 'admin', 'still_admin', 'never_admin', 'off', 'gone'] as const;
export type MacStanding = (typeof MAC_STANDINGS)[number];

export interface AccessTimes {
  state: AccessState;
  /** When the vendor was first asked for it. Null: it never was. */
  askedAt: Date | null;
  /** When the vendor took the grant. Null: it never did, as far as we know. */
  grantedAt: Date | null;
  /** When the vendor confirmed that the right is gone. */
  revokedAt: Date | null;
  /** When the right was found again after that. Null: it is gone. */
  returnedAt: Date | null;
  /** When the Mac checked in last, as the vendor said. */
  lastContactAt: Date | null;
  /** What the vendor said of it right before the grant. Null: not known. */
  contactAtGrant: Date | null;
  /** The same right after the end. */
  contactAtEnd: Date | null;
  /** The vendor knows no such Mac any more. */
  deviceGone: boolean;
}

/** The vendor's clock and ours differ by less; where it matters, the worse is taken to be so. */
const CLOCKS_MS = 60_000;

/**
 * What the Mac's user holds now, by its check-ins: `waits` the grant has not reached it; `admin`; `still_admin` the right was taken back at
 * the vendor, and the Mac has not been heard of since; `never_admin` it was granted and taken back between two check-ins; `off` it has
 * checked in since; `gone` nobody can tell any more.
 */
export function standingOf(of: AccessTimes): MacStanding {
  const { state, revokedAt, returnedAt, deviceGone } = of;
  // What was asked for and taken back may have come about, although its answer never came.
  const grantedAt = of.grantedAt ?? (revokedAt ? of.askedAt : null);
  if (grantedAt === null) return 'none';
  if (deviceGone) return 'gone';
  const heardOfGrant = checkedInSince(of, of.contactAtGrant, grantedAt.getTime() - CLOCKS_MS);
  const over = (state === 'revoked' || state === 'failed') && returnedAt === null;
  if (revokedAt === null || !over) return heardOfGrant ? 'admin' : 'waits';
  if (checkedInSince(of, of.contactAtEnd, revokedAt.getTime() + CLOCKS_MS)) return 'off';
  return heardOfGrant ? 'still_admin' : 'never_admin';
}

/** Two check-ins are compared by the vendor's clock; only where the earlier one is not known, with a moment of ours. */
function checkedInSince({ lastContactAt }: AccessTimes, earlier: Date | null, ourMoment: number): boolean {
  if (lastContactAt === null) return false;
  return earlier === null ? lastContactAt.getTime() >= ourMoment : lastContactAt > earlier;
}
