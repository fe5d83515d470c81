import type { Reading } from './virustotal.ts';

/** Recorded Future's bands of its risk score (0–99), the highest first. Its labels differ by kind of entity: only the score is read. */
const BANDS: readonly [from: number, reading: Reading][] = [
  [90, { verdict: 'malicious', score: 10 }],
  [80, { verdict: 'malicious', score: 9 }],
  [65, { verdict: 'malicious', score: 8 }],
  [45, { verdict: 'suspicious', score: 7 }],
  [25, { verdict: 'suspicious', score: 6 }],
];

/** The verdict of a risk score. Below "Suspicious" it is no evidence of anything: Recorded Future never says "benign". */
export function readRiskScore(score: number): Reading {
  return BANDS.find(([from]) => score >= from)?.[1] ?? { verdict: 'unknown', score: null };
}
