import type { ObservableRole, ObservableVerdict } from './observables/types.ts';

/**
 * What came of asking a source: it knows the observable, it does not know it (which is neither benign nor an error), it failed, or it
 * let us ask no more for now.
 */
export const ANSWER_STATES = ['answered', 'unknown', 'failed', 'limited'] as const;
export type AnswerState = (typeof ANSWER_STATES)[number];

/** Small facts that a source tells beside its verdict, by name. */
export type Facts = Record<string, string | number | boolean | null>;

/** The last answer of one source. A failed try replaces no answer: it is no answer. */
export interface SourceAnswer {
  source: string;
  state: AnswerState;
  /** Set where the state is `answered`. */
  verdict: ObservableVerdict | null;
  /** OCSF reputation score, 0 (unknown) to 10 (malicious). */
  score: number | null;
  at: Date;
  ttlSeconds: number;
}

/** What a person set instead. */
export interface StandingOverride {
  verdict: ObservableVerdict;
  until: Date | null;
}

export interface Judgement {
  verdict: ObservableVerdict;
  score: number | null;
  decidedBy: 'override' | 'sources' | 'nobody';
  /** The sources that say what the sources together say, by name. */
  deciding: string[];
  /** One source calls benign what another calls malicious or suspicious. */
  conflict: boolean;
  /** Every answer that decides is older than its source gives it. */
  stale: boolean;
  /** Our own, and a source calls it malicious. */
  alarm: boolean;
}

const WEIGHT: Record<ObservableVerdict, number> = { unknown: 0, benign: 1, suspicious: 2, malicious: 3 };

/** The verdict that weighs most; `unknown` of none. */
export function worstVerdict(verdicts: readonly ObservableVerdict[]): ObservableVerdict {
  return verdicts.reduce<ObservableVerdict>((worst, one) => (WEIGHT[one] > WEIGHT[worst] ? one : worst), 'unknown');
}

/** When an answer is as old as its source gives it. */
export function expiresAt({ at, ttlSeconds }: Pick<SourceAnswer, 'at' | 'ttlSeconds'>): Date {
  return new Date(at.getTime() + ttlSeconds * 1000);
}

/**
 * The verdict on an observable: an override that stands wins; else the worst that any source says. An answer counts until its source
 * answers anew, also past its time to live: a verdict must not turn milder because nobody asked, so its age is told instead.
 */
export function deriveVerdict(facts: {
  answers: readonly SourceAnswer[];
  override: StandingOverride | null;
  own: boolean;
  now: Date;
}): Judgement {
  const { now, own } = facts;
  const answers = facts.answers.filter((one) => one.state === 'answered' && one.verdict && one.verdict !== 'unknown');
  const said = new Set(answers.map((one) => one.verdict));
  const worst = worstVerdict([...said].filter((one) => one !== null));
  const deciding = answers.filter((one) => one.verdict === worst);
  const scores = deciding.map((one) => one.score).filter((score) => score !== null);
  const sources = {
    deciding: deciding.map((one) => one.source).sort(),
    conflict: said.has('benign') && said.size > 1,
    alarm: own && said.has('malicious'),
  };
  const override = facts.override && isStanding(facts.override, now) ? facts.override : null;
  // A person gives no score.
  if (override) return { ...sources, verdict: override.verdict, score: null, decidedBy: 'override', stale: false };
  if (deciding.length === 0) return { ...sources, verdict: 'unknown', score: null, decidedBy: 'nobody', stale: false };
  return {
    ...sources,
    verdict: worst,
    score: scores.length > 0 ? Math.max(...scores) : null,
    decidedBy: 'sources',
    stale: deciding.every((one) => expiresAt(one) <= now),
  };
}

const isStanding = ({ until }: StandingOverride, now: Date) => until === null || until > now;

/** The verdict that a case's observables give it: only implicated ones weigh, and what is our own never does. */
export function verdictOfCase(
  observables: readonly { role: ObservableRole; allowListed: boolean; verdict: ObservableVerdict }[],
): ObservableVerdict {
  return worstVerdict(
    observables.filter((one) => one.role === 'implicated' && !one.allowListed).map((one) => one.verdict),
  );
}
