import type { Actor } from '../../domain/actor.ts';

/**
 * Whether an actor can be asked to write something else. A person or a program can; an automation passes on what a vendor sent, and must
 * not fail on a setting that the house has changed since.
 */
export const isAsked = (actor: Actor): boolean => actor.kind === 'user' || actor.kind === 'api_key';
