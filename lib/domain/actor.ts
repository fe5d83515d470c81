import { z } from 'zod';

/** Those at the desk, who work on cases or read them; then those who see no case: they decide about access, or ask for it. */
export const ROLES = ['admin', 'lead', 'analyst', 'viewer', 'approver', 'requester'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** Those at the desk. */
export type DeskRole = Exclude<Role, 'approver' | 'requester'>;
export const DESK_ROLES = ['admin', 'lead', 'analyst', 'viewer'] as const satisfies readonly DeskRole[];

/** Whose members can own cases. */
export const OWNERS = ['admin', 'lead', 'analyst'] as const satisfies readonly Role[];

export function ownsCases(role: Role): boolean {
  return (OWNERS as readonly Role[]).includes(role);
}

/** `a viewer`, `an approver`. */
export function nameOfRole(role: Role): string {
  return `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`;
}

/**
 * Who acts. `user` and `api_key` carry the role that the permission table reads; the others are our own processes and act within
 * what the code that makes them does.
 */
export type Actor =
  | { kind: 'user'; id: string; name: string; role: Role }
  | { kind: 'api_key'; id: string; name: string; role: Role }
  | { kind: 'automation'; id: string; name: string; runId: string }
  | { kind: 'ai'; id: string; name: string; runId: string }
  | { kind: 'vendor'; id: string; name: string }
  | { kind: 'system'; id: 'system'; name: 'Watchfloor' };

export type ActorKind = Actor['kind'];
export const ACTOR_KINDS = [
  'user',
  'automation',
  'ai',
  'vendor',
  'api_key',
  'system',
] as const satisfies readonly ActorKind[];

/** The part of an actor that is stored beside what it did and shown on the timeline. */
export const ActorRef = z.object({ kind: z.enum(ACTOR_KINDS), id: z.string(), name: z.string() });
export type ActorRef = z.infer<typeof ActorRef>;

export const SYSTEM: Actor = { kind: 'system', id: 'system', name: 'Watchfloor' };

export function refOf(actor: Actor): ActorRef {
  return { kind: actor.kind, id: actor.id, name: actor.name };
}

/** The run behind an automation's or Scout's act, else null. */
export function runIdOfActor(actor: Actor): string | null {
  return actor.kind === 'automation' || actor.kind === 'ai' ? actor.runId : null;
}

/** A person at the desk: only what a person does acknowledges a case. */
export function isPerson(actor: Actor): boolean {
  return actor.kind === 'user';
}
