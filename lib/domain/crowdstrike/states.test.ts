import { expect, test } from 'vitest';
import { assigneesOfAll, isSameState, statusOfAll } from './states.ts';

test.each<[string[], string]>([
  [['closed', 'new', 'in_progress'], 'new'],
  [['in_progress', 'closed'], 'in_progress'],
  [['new', 'reopened', 'closed'], 'reopened'],
  [['closed', 'closed'], 'closed'],
  [['Closed', 'NEW'], 'new'],
  [['closed', 'parked'], 'parked'],
  [[], ''],
])('of %j the case says %j', (statuses, expected) => {
  expect(statusOfAll(statuses)).toBe(expected);
});

test('names everybody who has one of them, once', () => {
  expect(assigneesOfAll(['bo', 'ann', 'bo '])).toBe('ann, bo');
});

const alert = {
  ...{ composite_id: 'c:ind:1', status: 'new', severity: 70, created_timestamp: '2026-03-10T12:00:00.123Z' },
  ...{ updated_timestamp: '2026-03-10T12:00:00.123Z', assigned_to_name: 'ann' },
};

test.each<[string, object, boolean]>([
  ['as a workflow may write it', { composite_id: 'c:ind:1', status: 'New', severity: '70' }, true],
  ['under its name', { alert: { composite_id: 'c:ind:1', status: 'new', severity_name: 'High' } }, true],
  ['with another time of creation', { ...alert, created_timestamp: '2026-03-10T12:00:01Z' }, false],
  ['with another status', { ...alert, status: 'closed' }, false],
  ['with another severity', { ...alert, severity: 90 }, false],
  ['with somebody else', { ...alert, assigned_to_name: 'bo' }, false],
  ['of another alert', { ...alert, composite_id: 'c:ind:2' }, false],
  ['of no alert', { status: 'new' }, false],
])('the same state, %s: %s', (_, other, expected) => {
  expect(isSameState(alert, other)).toBe(expected);
  expect(isSameState(other, alert)).toBe(expected);
});
