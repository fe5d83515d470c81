import { describe, expect, test } from 'vitest';
import { decideIntake, type IntakeDecision, type IntakeFacts, isAmong, isListed } from './intake.ts';

const now = new Date('2026-03-10T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const ended = (days: number) => ({ key: 'CASE-7', open: false, endedAt: daysAgo(days) });
const open = { key: 'CASE-7', open: true, endedAt: null };
const facts = { standing: null, statusOpens: true, barred: null, reopenWithinDays: 7, now };

const table: [string, Partial<IntakeFacts>, IntakeDecision][] = [
  ['a new object opens a case', {}, { do: 'open', follows: null }],
  ['a new object that is barred is filtered', { barred: 'Too low.' }, { do: 'filter', reason: 'Too low.' }],
  [
    'an open case gets whatever comes',
    { standing: open, statusOpens: false, barred: 'Too low.' },
    { do: 'update', key: 'CASE-7' },
  ],
  ['the end is told to the open case', { standing: open, statusOpens: false }, { do: 'update', key: 'CASE-7' }],
  ['reopened within the days', { standing: ended(3) }, { do: 'reopen', key: 'CASE-7' }],
  ['reopened on the last day', { standing: ended(7) }, { do: 'reopen', key: 'CASE-7' }],
  ['reopened after the days', { standing: ended(7.01) }, { do: 'open', follows: 'CASE-7' }],
  [
    'reopened after the days, but barred',
    { standing: ended(8), barred: 'Too low.' },
    { do: 'filter', reason: 'Too low.' },
  ],
  ['reopens whatever its severity', { standing: ended(1), barred: 'Too low.' }, { do: 'reopen', key: 'CASE-7' }],
  ['no days: always a new case', { standing: ended(0), reopenWithinDays: 0 }, { do: 'open', follows: 'CASE-7' }],
  ['an open case has heard newer things', { standing: open, late: true }, { do: 'note', key: 'CASE-7' }],
  ['an ended case has heard newer things', { standing: ended(1), late: true }, { do: 'note', key: 'CASE-7' }],
  ['one that ended long ago has, too', { standing: ended(30), late: true }, { do: 'note', key: 'CASE-7' }],
  [
    'what a later event has ended opens no case',
    { endedSince: true },
    { do: 'filter', reason: 'A later event of this object has already ended it.' },
  ],
  [
    'what a later state has overtaken opens no case',
    { overtaken: true },
    { do: 'filter', reason: 'A later state of this object came before it, and opened no case.' },
  ],
  ['what is open hears of an older state', { standing: open, overtaken: true }, { do: 'update', key: 'CASE-7' }],
  ['a later end reaches the case by itself', { standing: open, endedSince: true }, { do: 'update', key: 'CASE-7' }],
  ['the end of what has ended is noted', { standing: ended(1), statusOpens: false }, { do: 'note', key: 'CASE-7' }],
];

describe('decideIntake', () => {
  test.each(table)('%s', (_, change, expected) => {
    expect(decideIntake({ ...facts, ...change })).toEqual(expected);
  });
});

test.each([
  ['open', ['OPEN'], true],
  [' Open ', ['open'], true],
  ['IN_PROGRESS', ['OPEN'], false],
  ['OPEN', [], false],
])('isListed(%j, %j) is %s', (word, list, expected) => {
  expect(isListed(word, list)).toBe(expected);
});

test.each<[words: string[], list: string[], among: boolean]>([
  [['Email'], [], true],
  [['Email'], ['Cloud'], false],
  [['Email', 'Identity & Access'], ['identity & access '], true],
  [[], ['Cloud'], false],
])('%j among %j: %s', (words, list, among) => {
  expect(isAmong(words, list)).toBe(among);
});
