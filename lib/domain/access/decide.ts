import type { Role } from '../actor.ts';
import { accessTo } from '../permissions.ts';

/** Who wants to decide. A program has the role of its key and no group; what its owner may not decide, his key may not either. */
export interface Decider {
  kind: 'user' | 'api_key';
  id: string;
  role: Role;
  /** The member himself, or whose key it is. Null: nobody's, as of the key of the first start. */
  memberId: string | null;
  /** The member's. */
  email: string | null;
  groups: readonly string[];
}

/** Those whom a request concerns, as far as they are known. */
export interface Concerned {
  requester: { id: string | null; email: string | null };
  beneficiary: { id: string | null; email: string | null };
}

/**
 * Why somebody may not approve or deny this request, in a sentence that says what would help; null: he may. Nobody decides about a right
 * that he asked for, or that he would get.
 */
export function barToDecide(who: Decider, { requester, beneficiary }: Concerned, approverGroup: string): string | null {
  if (accessTo(who.role, 'access.decide') === 'no') return `The role ${who.role} may not decide about access.`;
  if (isSame(who, requester)) return 'Who asked for access never decides about it: ask another approver.';
  if (isSame(who, beneficiary)) return 'Who would get the access never decides about it: ask another approver.';
  if (isApprover(who, approverGroup)) return null;
  return `Only members of the group ${approverGroup} decide about access. An administrator puts people in it.`;
}

/** A key is given its role for this purpose, and so is who has the role `approver`; others have to be in the group. */
export function isApprover({ kind, role, groups }: Pick<Decider, 'kind' | 'role' | 'groups'>, group: string): boolean {
  if (kind === 'api_key' || role === 'approver') return accessTo(role, 'access.decide') === 'yes';
  return groups.some((one) => one.toLowerCase() === group.toLowerCase());
}

function isSame(who: Decider, other: { id: string | null; email: string | null }): boolean {
  if (other.id !== null && (other.id === who.id || other.id === who.memberId)) return true;
  return who.email !== null && other.email !== null && who.email.toLowerCase() === other.email.toLowerCase();
}
