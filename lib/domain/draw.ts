import { ownsCases, type Role } from './actor.ts';
import type { Candidate } from './routing.ts';
import { isOnShift } from './shift.ts';

/** A member as a draw sees one. */
export interface DrawCandidate extends Candidate {
  groups: readonly string[];
}

export interface DrawRequest {
  now: Date;
  /** Who takes part, by role. */
  roles: readonly Role[];
  /** Only members of one of these groups; empty: every group. */
  groups: readonly string[];
  /** Members who must not get this case: its subject, and who had it and did not answer. */
  exclude: readonly string[];
}

export interface Pool {
  /** `on_call`: nobody is on shift. */
  from: 'shift' | 'on_call';
  /** Sorted by id, so that a number means the same one whoever looks. */
  candidates: { id: string; name: string }[];
}

/** Among whom a case is drawn: whoever is eligible and on shift; with nobody there, who is on call. Null: nobody at all. */
export function poolOf(candidates: readonly DrawCandidate[], request: DrawRequest): Pool | null {
  const able = candidates.filter((candidate) => mayDraw(candidate, request));
  const onShift = able.filter((candidate) => isOnShift(candidate, request.now));
  if (onShift.length > 0) return { from: 'shift', candidates: sorted(onShift) };
  const onCall = able.filter((candidate) => candidate.onCall);
  return onCall.length > 0 ? { from: 'on_call', candidates: sorted(onCall) } : null;
}

function mayDraw(candidate: DrawCandidate, { roles, groups, exclude }: DrawRequest): boolean {
  const { kind, disabled, role, eligible, id } = candidate;
  if (kind !== 'user' || disabled || !eligible || !ownsCases(role) || !roles.includes(role)) return false;
  if (exclude.includes(id)) return false;
  const has = candidate.groups.map((group) => group.toLowerCase());
  return groups.length === 0 || groups.some((group) => has.includes(group.toLowerCase()));
}

const sorted = (pool: readonly DrawCandidate[]) =>
  pool.map(({ id, name }) => ({ id, name })).sort((a, b) => (a.id < b.id ? -1 : 1));

/** The one whom a number means, from 0 to one less than there are candidates. Throws RangeError for any other. */
export function drawn({ candidates }: Pool, number: number): { id: string; name: string } {
  const one = candidates[number];
  if (!one) throw new RangeError(`${number} is not from 0 to ${candidates.length - 1}`);
  return one;
}
