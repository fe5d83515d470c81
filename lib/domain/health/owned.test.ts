import { expect, test } from 'vitest';
import { type Holding, isOwnedHere } from './owned.ts';

type Assignee = NonNullable<Holding['assignee']>;
const person = (more: Partial<Assignee> = {}): Assignee => ({
  kind: 'user',
  role: 'analyst',
  disabled: false,
  ...more,
});
const scout = person({ kind: 'ai' });

test.each<[string, boolean, Assignee | null, boolean, boolean]>([
  ['an analyst has the open case', true, person(), true, true],
  ['a lead has it', true, person({ role: 'lead' }), true, true],
  ['an administrator has it', true, person({ role: 'admin' }), false, true],
  ['it waits in a queue', true, null, true, false],
  ['its owner was disabled', true, person({ disabled: true }), true, false],
  ['its owner became a viewer', true, person({ role: 'viewer' }), true, false],
  ['its owner decides about access alone', true, person({ role: 'approver' }), true, false],
  ['Scout has it and works', true, scout, true, true],
  ['Scout has it and is switched off', true, scout, false, false],
  ['Scout was disabled as a member', true, { ...scout, disabled: true }, true, false],
  ['the analyst has ended it', false, person(), true, false],
  ['Scout has ended it', false, scout, true, false],
])('%s', (_, open, assignee, scoutWorks, expected) => {
  expect(isOwnedHere({ open, assignee, taken: true }, { scoutWorks })).toBe(expected);
});

test('what a rule gave to somebody, and he has not touched, nobody sees to', () => {
  for (const assignee of [person(), scout])
    expect(isOwnedHere({ open: true, assignee, taken: false }, { scoutWorks: true })).toBe(false);
});
