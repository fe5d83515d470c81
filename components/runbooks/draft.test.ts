import { describe, expect, test } from 'vitest';
import { SHIPPED_RUNBOOKS } from '#lib/domain/runbook.ts';
import { draftOf, inputOf, moved, newPhase, newRunbook, newTask } from './draft.ts';

test.each(SHIPPED_RUNBOOKS.map((runbook) => [runbook.key, runbook] as const))(
  'what was not touched is sent as it came: %s',
  (_, { key: _key, ...contents }) => {
    expect(inputOf(draftOf(contents))).toEqual(contents);
  },
);

test('actions and due times go there and back', () => {
  const tasks = [{ title: 'Call', mandatory: true, action: 'advance-runbook', dueSeconds: 5400 }];
  const contents = { name: 'N', category: 'Cloud', source: null, phases: [{ key: 'a', name: 'A', tasks }] };
  const draft = draftOf(contents);
  expect(draft.phases[0]?.tasks[0]).toMatchObject({ dueHours: '1.5' });
  expect(inputOf(draft)).toEqual(contents);
});

describe('a new runbook', () => {
  test('has keys of its phases’ names, each its own', () => {
    const draft = newRunbook();
    const names = ['Look', 'Look', '店', 'Look 2'];
    draft.phases = names.map((name) => ({ ...newPhase(), name }));
    expect(inputOf(draft).phases.map(({ key }) => key)).toEqual(['look', 'look-2', 'phase', 'look-2-2']);
  });

  test('leaves out what was not written', () => {
    const draft = newRunbook();
    draft.phases = [
      { ...newPhase(), name: ' A ', tasks: [newTask(), { ...newTask(), title: ' Do ', dueHours: '0,5' }] },
    ];
    expect(inputOf({ ...draft, name: ' N ' })).toEqual({
      name: 'N',
      category: null,
      source: null,
      phases: [{ key: 'a', name: 'A', tasks: [{ title: 'Do', mandatory: false, dueSeconds: 1800 }] }],
    });
  });

  test.each(['', 'soon', '-1', '0'])('“%s” is no due time', (dueHours) => {
    const draft = newRunbook();
    draft.phases = [{ ...newPhase(), name: 'A', tasks: [{ ...newTask(), title: 'Do', dueHours }] }];
    expect(inputOf(draft).phases[0]?.tasks).toEqual([{ title: 'Do', mandatory: false }]);
  });
});

test.each([
  [0, 1, ['b', 'a', 'c']],
  [2, -1, ['a', 'c', 'b']],
  [0, -1, ['a', 'b', 'c']],
  [2, 1, ['a', 'b', 'c']],
] as const)('the item at %i moved by %i', (from, direction, result) => {
  expect(moved(['a', 'b', 'c'], from, direction)).toEqual(result);
});
