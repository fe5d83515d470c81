import { expect, test } from 'vitest';
import { EDITABLE_MS, editRefusal } from './comment.ts';

const at = new Date('2026-01-12T12:00:00Z');
const mara = { kind: 'user', id: 'mara' };
const later = (ms: number) => new Date(at.getTime() + ms);

test.each([
  ['at once', mara, 0, null],
  ['in the last moment', mara, EDITABLE_MS, null],
  ['a moment later', mara, EDITABLE_MS + 1, 'too old'],
  ['by another', { kind: 'user', id: 'devi' }, 0, 'another’s'],
  ['by a key with the same id', { kind: 'api_key', id: 'mara' }, 0, 'another’s'],
] as const)('changed %s', (_, actor, ms, refusal) => {
  expect(editRefusal({ at, actor: mara }, actor, later(ms))).toBe(refusal);
});
