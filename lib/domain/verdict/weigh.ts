import type { ObservableVerdict } from '../observables/types.ts';
import { expiresAt, type SourceAnswer, type StandingOverride } from '../verdict.ts';
import type { KnownNetwork } from './known-network.ts';

/** So many sources must call something benign in words before it is. */
export const BENIGN_OPINIONS = 2;

/** What a verdict rests on. */
export const GROUNDS = ['override', 'opinions', 'known_network', 'nobody_says_enough', 'nobody_asked'] as const;
export type Ground = (typeof GROUNDS)[number];

/** A source that said something that weighs. */
export interface Voice {
  source: string;
  verdict: Exclude<ObservableVerdict, 'unknown'>;
  score: number | null;
}

/** Why a source that was asked does not weigh. */
export type Silence = 'unknown' | 'no_opinion' | 'failed' | 'limited' | 'stale';

export interface Weighed {
  verdict: ObservableVerdict;
  ground: Ground;
  /** The network of ours that it lies in, whatever the verdict. */
  knownNetwork: KnownNetwork | null;
  /** Who spoke, by name. */
  spoke: Voice[];
  /** Who was asked and said nothing that weighs, by name. */
  silent: { source: string; why: Silence }[];
}

export interface Evidence {
  /** The last answer of each source. */
  answers: readonly SourceAnswer[];
  knownNetwork: KnownNetwork | null;
  override: StandingOverride | null;
  now: Date;
}

/** In this order, which makes the rule a table: the first row that fits decides. */
const ROWS: readonly {
  fits: (facts: { malicious: number; suspicious: number; benign: number; known: boolean }) => boolean;
  verdict: ObservableVerdict;
  ground: Ground;
}[] = [
  { fits: ({ malicious }) => malicious > 0, verdict: 'malicious', ground: 'opinions' },
  { fits: ({ suspicious }) => suspicious > 0, verdict: 'suspicious', ground: 'opinions' },
  { fits: ({ known }) => known, verdict: 'benign', ground: 'known_network' },
  { fits: ({ benign }) => benign >= BENIGN_OPINIONS, verdict: 'benign', ground: 'opinions' },
];

/**
 * The verdict on which a case may be closed or escalated: stricter than the one that is shown. Benign needs positive evidence, a network
 * of ours or two fresh opinions in words, and nobody against; that nobody flags it is not enough. A person's standing word wins.
 */
export function weigh({ answers, knownNetwork, override, now }: Evidence): Weighed {
  const heard = answers.map((answer) => ({ answer, why: silenceOf(answer, now) }));
  const spoke = heard
    .filter(({ why }) => why === null)
    .map(({ answer: { source, verdict, score } }) => ({ source, verdict: verdict as Voice['verdict'], score }))
    .toSorted(bySource);
  const silent = heard
    .flatMap(({ answer: { source }, why }) => (why === null ? [] : [{ source, why }]))
    .toSorted(bySource);
  const told = { knownNetwork, spoke, silent };
  if (override && (override.until === null || override.until > now))
    return { ...told, verdict: override.verdict, ground: 'override' };
  const facts = {
    malicious: voices(spoke, 'malicious'),
    suspicious: voices(spoke, 'suspicious'),
    benign: voices(spoke, 'benign'),
    known: knownNetwork !== null,
  };
  const row = ROWS.find(({ fits }) => fits(facts));
  if (row) return { ...told, verdict: row.verdict, ground: row.ground };
  return { ...told, verdict: 'unknown', ground: answers.length > 0 ? 'nobody_says_enough' : 'nobody_asked' };
}

function silenceOf(answer: SourceAnswer, now: Date): Silence | null {
  if (answer.state !== 'answered') return answer.state;
  if (expiresAt(answer) <= now) return 'stale';
  return answer.verdict === null || answer.verdict === 'unknown' ? 'no_opinion' : null;
}

/** Sources, not answers: one source that says it twice is one voice. */
function voices(spoke: readonly Voice[], verdict: Voice['verdict']): number {
  return new Set(spoke.filter((voice) => voice.verdict === verdict).map(({ source }) => source)).size;
}

/** By name, then by all that is left to compare, so that the order of asking is forgotten. */
function bySource(a: { source: string }, b: { source: string }): number {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  return left < right ? -1 : left > right ? 1 : 0;
}
