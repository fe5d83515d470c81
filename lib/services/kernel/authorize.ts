import type { Case } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import { type Action, accessTo, accessToCase, type CaseAction } from '../../domain/permissions.ts';
import { forbidden, notFound } from '../errors.ts';

/** Throws unless the actor may do this to things in general. Our own processes may: what they do is written in code, not asked for. */
export function authorize(actor: Actor, action: Action): void {
  if (may(actor, action)) return;
  if (actor.kind === 'user' || actor.kind === 'api_key')
    throw forbidden(`The role ${actor.role} may not do this (${action}). Ask an administrator.`);
}

/** The same as a question, for what is only left out of an answer. */
export function may(actor: Actor, action: Action): boolean {
  return (actor.kind !== 'user' && actor.kind !== 'api_key') || accessTo(actor.role, action) !== 'no';
}

type CaseSubject = Pick<Case, 'restricted' | 'assigneeId' | 'collaborators' | 'watchers' | 'subjectMemberId'>;

/**
 * Throws unless the actor may do this to this case: `notFound` where he may not even see it, `forbidden` where he sees but may not act.
 */
export function authorizeCase(actor: Actor, action: CaseAction, subject: CaseSubject, key: string): void {
  if (actor.kind !== 'user' && actor.kind !== 'api_key') return;
  const relation = relationTo(actor, subject);
  if (!accessToCase(actor.role, 'case.read', relation)) throw notFound(key);
  if (!accessToCase(actor.role, action, relation))
    throw forbidden(`The role ${actor.role} may not do this (${action}) on ${key}.`);
}

/** How a person stands to a case. */
export function relationTo(actor: Actor, subject: CaseSubject) {
  const id = actor.kind === 'user' ? actor.id : null;
  return {
    restricted: subject.restricted,
    involved:
      id !== null && (subject.assigneeId === id || subject.collaborators.includes(id) || subject.watchers.includes(id)),
    isSubject: id !== null && subject.subjectMemberId === id,
  };
}
