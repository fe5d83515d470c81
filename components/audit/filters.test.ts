import { expect, test } from 'vitest';
import { paramsOf } from './filters.ts';

const none = { actor: '', action: '', entity: '', entityId: '', from: '', to: '' };

test('what is empty, blank or no day does not filter', () => {
  expect(paramsOf(none)).toEqual({});
  expect(paramsOf({ ...none, entityId: ' ', from: 'yesterday', to: '2026-1-1' })).toEqual({});
  expect(paramsOf({ ...none, action: 'case.update' })).toEqual({ action: 'case.update' });
});

test('days are whole ones of the reader, the last included', () => {
  const { from, to } = paramsOf({ ...none, from: '2026-01-31', to: '2026-01-31' });
  expect(new Date(from!)).toEqual(new Date(2026, 0, 31));
  expect(new Date(to!)).toEqual(new Date(2026, 1, 1));
});
