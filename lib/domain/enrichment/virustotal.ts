import type { ObservableVerdict } from '../observables/types.ts';

/** VirusTotal's count of engines by what they said last. */
export interface EngineStats {
  malicious: number;
  suspicious: number;
  harmless: number;
  undetected: number;
}

/** What weighs of an object at VirusTotal. */
export interface EngineFacts extends EngineStats {
  /** When the engines last looked; null where VirusTotal does not tell. */
  analysedAt: Date | null;
  /** The community's score, which may be negative. */
  reputation: number;
  /** What members of the community voted. */
  votes: { harmless: number; malicious: number };
}

export interface Reading {
  verdict: ObservableVerdict;
  /** OCSF reputation score, 0–10; null without an opinion. */
  score: number | null;
}

/** One or two engines of ninety are often wrong; from three on they rarely are. */
const MALICIOUS_FROM = 3;
const SUSPICIOUS_FROM = 3;
/** So many engines must say `harmless` in words, and more of them than those that say nothing. */
const HARMLESS_FROM = 5;
/** So many people vouch for it. */
const VOUCHED_FROM = 3;
/** What the engines found longer ago says nothing of an address that has changed hands since. */
const RECENT_MS = 365 * 86_400_000;

/** The first row that fits decides. */
const ROWS: readonly [fits: (facts: EngineFacts, now: Date) => boolean, reading: Reading][] = [
  [({ malicious }) => malicious >= 10, { verdict: 'malicious', score: 10 }],
  [({ malicious }) => malicious >= 5, { verdict: 'malicious', score: 9 }],
  [({ malicious }) => malicious >= MALICIOUS_FROM, { verdict: 'malicious', score: 8 }],
  [({ malicious }) => malicious > 0, { verdict: 'suspicious', score: 7 }],
  [({ suspicious }) => suspicious >= SUSPICIOUS_FROM, { verdict: 'suspicious', score: 6 }],
  [({ suspicious }) => suspicious > 0, { verdict: 'unknown', score: null }],
  [isSpokenFor, { verdict: 'benign', score: 2 }],
];

/**
 * The verdict of an analysis. That no engine flags it is no opinion: most of them have to call it harmless in words, or people have to vouch
 * for it, lately and with nobody against. Even that is one voice of the two that a good word needs.
 */
export function readEngines(facts: EngineFacts, now: Date): Reading {
  return ROWS.find(([fits]) => fits(facts, now))?.[1] ?? { verdict: 'unknown', score: null };
}

function isSpokenFor({ harmless, undetected, analysedAt, reputation, votes }: EngineFacts, now: Date): boolean {
  const isRecent = analysedAt !== null && now.getTime() - analysedAt.getTime() <= RECENT_MS;
  if (!isRecent || votes.malicious > 0 || reputation < 0) return false;
  const isVouchedFor = reputation > 0 && votes.harmless >= VOUCHED_FROM && harmless + undetected > 0;
  return isVouchedFor || (harmless >= HARMLESS_FROM && harmless > undetected);
}
