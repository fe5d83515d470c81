import { expect, test } from 'vitest';
import type { CaseBrief, MergePreview } from '#lib/domain/views/evidence.ts';
import { mergeWords } from './merge-words.ts';

const brief = (key: string): CaseBrief => ({
  key,
  title: 'Case',
  severity: 'high',
  state: 'new',
  stage: 'new',
  assignee: null,
  verdict: null,
  mergedInto: null,
  createdAt: '2026-01-12T12:00:00.000Z',
});
const NOTHING: MergePreview = {
  source: brief('CASE-1'),
  into: brief('CASE-2'),
  refused: null,
  observables: { added: 0, shared: 0 },
  events: 0,
  files: 0,
  tasks: 0,
  timers: [],
  tags: [],
  links: 0,
  people: 0,
  customFields: [],
  startsEarlier: null,
  becomesVip: false,
  endsAsDuplicate: true,
};

test('of a case with nothing only the timeline is told', () => {
  expect(mergeWords(NOTHING)).toEqual(['The timeline of CASE-1, read with that of CASE-2']);
});

test('each thing is told once, in its number', () => {
  const full = {
    ...NOTHING,
    observables: { added: 1, shared: 2 },
    events: 3,
    files: 1,
    people: 1,
    timers: ['Call back'],
    tags: ['a', 'b'],
  };
  expect(mergeWords({ ...full, becomesVip: true })).toEqual([
    '1 new observable',
    '2 observables that both have, in the stronger role',
    '3 vendor events',
    '1 file',
    'Timers that run on: Call back',
    'Tags: a, b',
    '1 person who follows it',
    'CASE-2 becomes a VIP case',
    'The timeline of CASE-1, read with that of CASE-2',
  ]);
});

test('a severity that would be lost is told', () => {
  const graver = { ...NOTHING, source: { ...NOTHING.source, severity: 'critical' as const } };
  expect(mergeWords(graver)).toContain('CASE-2 stays high, CASE-1 is critical: raise it if that is right');
});
