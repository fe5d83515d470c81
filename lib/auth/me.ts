import { ACTIONS, type Action, accessTo } from '../domain/permissions.ts';
import type { Me } from '../domain/views/member.ts';
import type { Identity } from './identify.ts';

const ACTION_NAMES = Object.keys(ACTIONS) as Action[];

/** Who asks, with the actions of the role: for showing or hiding buttons. The services decide. */
export function meOf(identity: Identity): Me {
  const { kind, id, name, role } = identity.actor;
  const session = identity.by === 'session' ? identity : null;
  return {
    id,
    kind,
    name,
    role,
    email: session?.email ?? null,
    mustChangePassword: session?.mustChangePassword ?? false,
    may: ACTION_NAMES.filter((action) => accessTo(role, action) === 'yes'),
  };
}
