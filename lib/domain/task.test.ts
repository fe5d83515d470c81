import { expect, test } from 'vitest';
import { fixedFields, TaskInput, TaskPatch } from './task.ts';

test.each([
  [{ own: true }, { title: 'x', mandatory: true, done: true }, []],
  [{ own: false }, { done: true, assignee: null, dueAt: null }, []],
  [{ own: false }, { title: 'x', done: true, action: null }, ['title', 'action']],
  [{ own: false }, { title: undefined, mandatory: false }, ['mandatory']],
])('%j lets %j change all but %j', (task, patch, fixed) => {
  expect(fixedFields(task, patch)).toEqual(fixed);
});

test('an empty patch, unknown fields and a title of spaces are refused', () => {
  expect(TaskPatch.safeParse({}).success).toBe(false);
  expect(TaskPatch.safeParse({ phase: 'contain' }).success).toBe(false);
  expect(TaskInput.safeParse({ title: '   ' }).success).toBe(false);
  expect(TaskInput.parse({ title: ' Call the store ', dueAt: '2026-01-12T12:00:00Z' })).toEqual({
    title: 'Call the store',
    dueAt: new Date('2026-01-12T12:00:00Z'),
  });
});
