import { expect, it } from 'vitest';
import { ACTOR_KINDS, type Actor, ActorRef, isPerson, refOf, runIdOfActor, SYSTEM } from './actor.ts';

const ACTORS: Actor[] = [
  { kind: 'user', id: 'u', name: 'Ada', role: 'analyst' },
  { kind: 'automation', id: 'wiz-incident', name: 'Wiz incident to case', runId: 'r1' },
  { kind: 'ai', id: 's', name: 'Scout', runId: 'r2' },
  { kind: 'vendor', id: 'wiz', name: 'Wiz' },
  { kind: 'api_key', id: 'k', name: 'ci', role: 'admin' },
  SYSTEM,
];

it('every kind has its example here', () => {
  expect(ACTORS.map((actor) => actor.kind)).toEqual([...ACTOR_KINDS]);
});

it('only a user is a person at the desk', () => {
  expect(ACTORS.filter(isPerson).map((actor) => actor.kind)).toEqual(['user']);
});

it('only automations and Scout act within a run', () => {
  expect(ACTORS.map(runIdOfActor)).toEqual([null, 'r1', 'r2', null, null, null]);
});

it('what is stored of an actor is no more than who it was', () => {
  for (const actor of ACTORS) {
    expect(Object.keys(refOf(actor))).toEqual(['kind', 'id', 'name']);
    expect(ActorRef.parse(refOf(actor))).toEqual(refOf(actor));
  }
});
