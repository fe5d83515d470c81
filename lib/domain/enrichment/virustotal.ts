import type { ObservableVerdict } from '../observables/types.ts';

/** VirusTotal's count of engines by what they said last. */
export interface EngineStats {
  malicious: number;
  suspicious: number;
  harmless: number;
  undetected: number;
}

export interface Reading {
  verdict: ObservableVerdict;
  /** OCSF reputation score, 0–10; null without an opinion. */
  score: number | null;
}

/** One or two engines of ninety are often wrong; from three on they rarely are. */
const MALICIOUS_FROM = 3;
const SUSPICIOUS_FROM = 3;
/** `undetected` is silence. So many engines must say `harmless` in words before it counts as an opinion. */
const HARMLESS_FROM = 5;

/** The first row that fits decides. */
const ROWS: readonly [fits: (stats: EngineStats) => boolean, reading: Reading][] = [
  [({ malicious }) => malicious >= 10, { verdict: 'malicious', score: 10 }],
  [({ malicious }) => malicious >= 5, { verdict: 'malicious', score: 9 }],
  [({ malicious }) => malicious >= MALICIOUS_FROM, { verdict: 'malicious', score: 8 }],
  [({ malicious }) => malicious > 0, { verdict: 'suspicious', score: 7 }],
  [({ suspicious }) => suspicious >= SUSPICIOUS_FROM, { verdict: 'suspicious', score: 6 }],
  [({ suspicious }) => suspicious > 0, { verdict: 'unknown', score: null }],
  [({ harmless }) => harmless >= HARMLESS_FROM, { verdict: 'benign', score: 2 }],
];

/** The verdict of an analysis by its engines. Nobody flags it, and nobody calls it harmless: no opinion. */
export function readEngines(stats: EngineStats): Reading {
  return ROWS.find(([fits]) => fits(stats))?.[1] ?? { verdict: 'unknown', score: null };
}
