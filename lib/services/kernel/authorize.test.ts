import { expect, test } from 'vitest';
import { type Actor, DESK_ROLES, SYSTEM } from '../../domain/actor.ts';
import { ACTIONS, type Action, type CaseAction, RESTRICTED_ACTIONS } from '../../domain/permissions.ts';
import type { ServiceError } from '../errors.ts';
import { authorize, authorizeCase } from './authorize.ts';

const OURS: Actor[] = [
  SYSTEM,
  { kind: 'automation', id: 'wiz-incident', name: 'Wiz', runId: 'run' },
  { kind: 'ai', id: 'scout', name: 'Scout', runId: 'run' },
  { kind: 'vendor', id: 'wiz', name: 'Wiz' },
];
const ME = '00000000-0000-7000-8000-000000000001';
const plain = { restricted: false, assigneeId: null, collaborators: [], watchers: [], subjectMemberId: null };

function codeOf(act: () => void): string {
  try {
    act();
    return 'ok';
  } catch (error) {
    return (error as ServiceError).code;
  }
}

const actions = Object.keys(ACTIONS) as Action[];
test.each(actions)('%s: by the table for people and keys, free for our own processes', (action) => {
  for (const role of DESK_ROLES) {
    const expected = ACTIONS[action][role] === 'no' ? 'forbidden' : 'ok';
    for (const kind of ['user', 'api_key'] as const)
      expect(codeOf(() => authorize({ kind, id: ME, name: 'Me', role }, action))).toBe(expected);
  }
  for (const actor of OURS) expect(codeOf(() => authorize(actor, action))).toBe('ok');
});

const caseActions = Object.keys(RESTRICTED_ACTIONS) as CaseAction[];
test.each(caseActions)('%s on a restricted case: hidden from who is not involved, then by the table', (action) => {
  for (const role of DESK_ROLES) {
    const me: Actor = { kind: 'user', id: ME, name: 'Me', role };
    const restricted = { ...plain, restricted: true };
    const access = RESTRICTED_ACTIONS[action][role];
    const hidden = RESTRICTED_ACTIONS['case.read'][role] !== 'yes';
    const stranger = hidden ? 'not_found' : access === 'yes' ? 'ok' : 'forbidden';
    expect(codeOf(() => authorizeCase(me, action, restricted, 'CASE-1'))).toBe(stranger);
    const watched = { ...restricted, watchers: [ME] };
    expect(codeOf(() => authorizeCase(me, action, watched, 'CASE-1'))).toBe(access === 'no' ? 'forbidden' : 'ok');
    const about = { ...watched, subjectMemberId: ME };
    expect(codeOf(() => authorizeCase(me, action, about, 'CASE-1'))).toBe('not_found');
  }
  for (const actor of OURS) expect(codeOf(() => authorizeCase(actor, action, plain, 'CASE-1'))).toBe('ok');
});
