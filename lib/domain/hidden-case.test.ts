import { expect, test } from 'vitest';
import { keysNamedIn, withoutKeys } from './hidden-case.ts';

const hidden = new Set(['CASE-7']);
const told = (kind: string, summary: string, detail: Record<string, unknown> = {}) =>
  withoutKeys({ kind, summary, detail }, hidden);

test.each([
  [
    'link',
    'Linked CASE-7 with this case: One burglar.',
    { case: 'CASE-7', note: 'One burglar.' },
    'Linked a case that you may not see with this case',
  ],
  [
    'link',
    'Unlinked CASE-7 from this case',
    { case: 'CASE-7', note: '' },
    'Unlinked a case that you may not see from this case',
  ],
  [
    'link',
    'Detached the event Secret into CASE-7',
    { from: 'CASE-1', to: 'CASE-7' },
    'Detached a part of this case into a case that you may not see',
  ],
  [
    'link',
    'Detached from CASE-7: the event Secret',
    { from: 'CASE-7', to: 'CASE-1' },
    'Detached from a case that you may not see',
  ],
])('a %s entry keeps only what happened: %s', (kind, summary, detail, expected) => {
  expect(told(kind, summary, detail)).toEqual({ kind, summary: expected, detail: {} });
});

test('others lose the key alone', () => {
  expect(told('merged', 'Took the merge of CASE-7 back', { source: 'CASE-7', undone: true })).toMatchObject({
    summary: 'Took the merge of a case that you may not see back',
    detail: { source: 'a case that you may not see', undone: true },
  });
  const ended = { merge: 'm-1', verdict: 'duplicate', summary: 'Merged into CASE-7.' };
  expect(told('state', 'Moved the case to closed as duplicate', ended)).toMatchObject({
    detail: { ...ended, summary: 'Merged into a case that you may not see.' },
  });
});

test.each([
  ['another case', 'link', 'Linked CASE-70 with this case', { case: 'CASE-70' }],
  ['what a person wrote', 'comment', 'Commented', { body: 'See CASE-7.' }],
  ['what a person gave as a reason', 'state', 'Moved the case', { reason: 'As CASE-7' }],
])('%s stays', (_name, kind, summary, detail) => {
  expect(told(kind, summary, detail)).toEqual({ kind, summary, detail });
});

test('each key is named once', () => {
  const detail = { from: 'CASE-1', to: 'CASE-7' };
  expect(keysNamedIn({ kind: 'link', summary: 'Detached x into CASE-7', detail })).toEqual(['CASE-7', 'CASE-1']);
  expect(keysNamedIn({ kind: 'event', summary: 'Came from wiz', detail: {} })).toEqual([]);
});
