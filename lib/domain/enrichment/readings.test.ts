import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ObservableVerdict } from '../observables/types.ts';
import { readPulses } from './otx.ts';
import { readRiskScore } from './recorded-future.ts';
import { type EngineFacts, readEngines } from './virustotal.ts';

const WEIGHT: Record<ObservableVerdict, number> = { benign: 0, unknown: 1, suspicious: 2, malicious: 3 };

describe('VirusTotal', () => {
  const NOW = new Date('2026-03-01T12:00:00Z');
  const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
  const VOUCHED: EngineFacts = {
    ...{ malicious: 0, suspicious: 0, harmless: 66, undetected: 28 },
    analysedAt: daysAgo(1),
    reputation: 41,
    votes: { harmless: 12, malicious: 0 },
  };
  const NOBODY = { reputation: 0, votes: { harmless: 0, malicious: 0 } };
  const FEW = { harmless: 5, undetected: 89 };

  test.each<
    [malicious: number, suspicious: number, harmless: number, undetected: number, ObservableVerdict, number | null]
  >([
    [0, 0, 0, 0, 'unknown', null],
    [0, 0, 0, 94, 'unknown', null],
    [0, 0, 5, 89, 'unknown', null],
    [0, 0, 47, 47, 'unknown', null],
    [0, 0, 48, 46, 'benign', 2],
    [0, 0, 4, 0, 'unknown', null],
    [0, 0, 94, 0, 'benign', 2],
    [0, 1, 66, 27, 'unknown', null],
    [0, 2, 66, 26, 'unknown', null],
    [0, 3, 66, 25, 'suspicious', 6],
    [1, 0, 66, 27, 'suspicious', 7],
    [2, 9, 66, 17, 'suspicious', 7],
    [3, 0, 66, 25, 'malicious', 8],
    [5, 0, 66, 23, 'malicious', 9],
    [10, 0, 66, 18, 'malicious', 10],
    [94, 0, 0, 0, 'malicious', 10],
  ])(
    '%i malicious, %i suspicious, %i harmless, %i undetected: %s',
    (malicious, suspicious, harmless, undetected, verdict, score) => {
      const stats = { malicious, suspicious, harmless, undetected };
      expect(readEngines({ ...VOUCHED, ...NOBODY, ...stats }, NOW)).toEqual({ verdict, score });
    },
  );

  test.each<[name: string, facts: Partial<EngineFacts>, ObservableVerdict]>([
    ['people vouch for it', {}, 'benign'],
    ['of a file, which no engine calls harmless', { harmless: 0, undetected: 70 }, 'benign'],
    ['the engines looked a year ago', { analysedAt: daysAgo(365) }, 'benign'],
    ['they looked longer ago', { analysedAt: daysAgo(366) }, 'unknown'],
    ['nobody knows when they looked', { analysedAt: null }, 'unknown'],
    ['no engine has looked', { harmless: 0, undetected: 0 }, 'unknown'],
    ['most engines call it harmless, and nobody has voted', NOBODY, 'benign'],
    ['few engines do, and two have voted', { ...FEW, votes: { harmless: 2, malicious: 0 } }, 'unknown'],
    ['few engines do, and the community is of two minds', { ...FEW, reputation: 0 }, 'unknown'],
    ['one speaks against it', { votes: { harmless: 12, malicious: 1 } }, 'unknown'],
    ['the community warns of it', { reputation: -3 }, 'unknown'],
    ['one engine is in doubt', { suspicious: 1 }, 'unknown'],
    ['one engine flags it', { malicious: 1 }, 'suspicious'],
  ])('%s: %s', (_, facts, verdict) => {
    expect(readEngines({ ...VOUCHED, ...facts }, NOW).verdict).toBe(verdict);
  });

  test('one more engine against it never makes it milder', () => {
    const count = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(count, count, fc.boolean(), fc.boolean(), (malicious, suspicious, which, vouched) => {
        const facts = { ...VOUCHED, ...(vouched ? {} : NOBODY), malicious, suspicious };
        const more = which ? { malicious: malicious + 1 } : { suspicious: suspicious + 1 };
        const [before, after] = [readEngines(facts, NOW), readEngines({ ...facts, ...more }, NOW)];
        expect(WEIGHT[after.verdict]).toBeGreaterThanOrEqual(WEIGHT[before.verdict]);
      }),
    );
  });
});

test.each<[score: number, ObservableVerdict, number | null]>([
  [0, 'unknown', null],
  [4, 'unknown', null],
  [5, 'unknown', null],
  [24, 'unknown', null],
  [25, 'suspicious', 6],
  [44, 'suspicious', 6],
  [45, 'suspicious', 7],
  [64, 'suspicious', 7],
  [65, 'malicious', 8],
  [79, 'malicious', 8],
  [80, 'malicious', 9],
  [89, 'malicious', 9],
  [90, 'malicious', 10],
  [99, 'malicious', 10],
])('Recorded Future rates it %i: %s', (risk, verdict, score) => {
  expect(readRiskScore(risk)).toEqual({ verdict, score });
});

describe('OTX', () => {
  test.each<[name: string, pulses: number, lists: string[], accepted: boolean, ObservableVerdict, number | null]>([
    ['nobody writes of it', 0, [], false, 'unknown', null],
    ['one pulse', 1, [], false, 'suspicious', 7],
    ['two pulses', 2, [], false, 'suspicious', 7],
    ['three pulses', 3, [], false, 'malicious', 8],
    ['a white-listed address', 0, ['Whitelist'], false, 'benign', 2],
    ['a content network', 0, ['Akamai'], false, 'unknown', null],
    ['a popular name', 0, ['majestic', 'alexa'], false, 'unknown', null],
    ['a content network in few pulses', 2, ['akamai'], false, 'unknown', null],
    ['a content network in many pulses', 14, ['akamai', 'majestic'], false, 'suspicious', 6],
    ['an accepted false positive', 9, [], true, 'benign', 1],
  ])('%s', (_, pulses, validatedBy, acceptedFalsePositive, verdict, score) => {
    expect(readPulses({ pulses, validatedBy, acceptedFalsePositive })).toEqual({ verdict, score });
  });

  test('the threshold can be another', () => {
    const facts = { pulses: 2, validatedBy: [], acceptedFalsePositive: false };
    expect(readPulses(facts, 2).verdict).toBe('malicious');
  });
});
