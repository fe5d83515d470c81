import { expect, test } from 'vitest';
import { TACTICS, techniqueHref, techniqueOf } from './attack.ts';

test.each([
  ['T1078', 'Valid Accounts', 'Initial access'],
  ['T1078.004', 'Valid Accounts', 'Initial access'],
  ['T1530', 'Data from Cloud Storage', 'Collection'],
])('%s is %s', (id, name, tactic) => {
  expect(techniqueOf(id)).toEqual({ name, tactic });
});

test('one that nobody listed has no name, and its page all the same', () => {
  expect(techniqueOf('T9999')).toBeNull();
  expect(techniqueHref('T1059.001')).toBe('https://attack.mitre.org/techniques/T1059/001/');
  expect(TACTICS).toHaveLength(14);
});
