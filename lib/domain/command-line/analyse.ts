import type { CommandVerdict } from '../command-verdict.ts';
import { extract } from '../observables/index.ts';
import type { ObservableType } from '../observables/types.ts';
import { cut } from '../text.ts';
import { compileKnownGood, goesOnWhenRead, type KnownGood, patternOf } from './known-good.ts';
import type { Inflate } from './layers.ts';
import { type Normalised, normaliseCommandLine } from './normalise.ts';
import type { Rule } from './rule.ts';
import { SHIPPED_GOOD } from './rules/benign.ts';
import { RULES } from './rules/index.ts';
import { smallLetters } from './small-letters.ts';
import type { StepKind } from './step.ts';

/** Why, and where in the normalised line. */
export interface CommandReason {
  rule: string;
  text: string;
  weight: number;
  /** Places in `normalised.text`, in UTF-16 units. */
  spans: { start: number; end: number }[];
}

export interface CommandAnalysis {
  verdict: CommandVerdict;
  /** 0 to 1. */
  confidence: number;
  /** MITRE ATT&CK, each once, in the order of the reasons. */
  techniques: string[];
  reasons: CommandReason[];
  /** Addresses, names, hashes and files that the line names. */
  indicators: { type: ObservableType; value: string }[];
  normalised: Normalised;
  /** The pattern of the known-good list that the line fits. */
  knownGood: string | null;
}

const SHIPPED = SHIPPED_GOOD.flatMap(({ patterns, star }) => compileKnownGood(patterns, star));

const SUSPICIOUS = 40;
const MALICIOUS = 100;
/** Of one reason: no pattern with a star clears it. */
const GRAVE = 60;
const MOST_REASONS = 20;
const MOST_INDICATORS = 50;
/** What hides a line says something by itself: so much for each kind. A shell that hands on to another does not. */
const HIDING: Partial<Record<StepKind, number>> = {
  carets: 30,
  quotes: 15,
  backticks: 30,
  variables: 15,
  concatenation: 15,
  join: 25,
  format: 30,
  replace: 20,
  characters: 30,
  escapes: 20,
  reversed: 40,
  base64: 15,
  gzip: 40,
  unicode: 10,
  cut: 20,
  unfinished: 30,
};

export interface AnalyseOptions {
  /** An administrator's list, beside the shipped one. */
  knownGood?: readonly KnownGood[];
  inflate?: Inflate;
}

/** What a command line does, by the tables alone. The same for the same line; bounded in time for any. */
export function analyseCommandLine(line: string, { knownGood = [], inflate }: AnalyseOptions = {}): CommandAnalysis {
  const normalised = normaliseCommandLine(line, inflate ? { inflate } : {});
  const low = smallLetters(normalised.text);
  const reasons = RULES.flatMap((rule) => reasonOf(rule, low)).slice(0, MOST_REASONS);
  const hidden = hidingOf(normalised);
  if (hidden) reasons.push(hidden);
  const score = reasons.reduce((sum, { weight }) => sum + weight, 0);
  const shipped = patternOf(line, SHIPPED);
  const found = verdictOf(score, reasons, shipped !== null && normalised.whole);
  const isGrave = found === 'malicious' || reasons.some(({ weight }) => weight >= GRAVE);
  const own = clearing(patternOf(line, knownGood), { line, isGrave, normalised });
  const verdict = own === null ? found : 'benign';
  return {
    verdict,
    confidence: own === null ? confidenceOf(verdict, score) : 0.95,
    techniques: [...new Set(reasons.flatMap(({ rule }) => TECHNIQUES.get(rule) ?? []))],
    reasons: own === null ? reasons.toSorted((a, b) => b.weight - a.weight) : [],
    indicators: indicatorsOf(normalised.text),
    normalised,
    knownGood: own ?? (verdict === 'benign' ? shipped : null),
  };
}

/** The pattern of an administrator's list that clears a line, or null; see {@link clearing}. */
export const knownGoodOf = (line: string, list: readonly KnownGood[], inflate?: Inflate): string | null =>
  patternOf(line, list) && analyseCommandLine(line, { knownGood: list, ...(inflate && { inflate }) }).knownGood;

/** One with a star is written for many lines: that one of them does harm by itself, or hides what it does, nobody can have meant. */
function clearing(
  pattern: string | null,
  { line, isGrave, normalised }: { line: string; isGrave: boolean; normalised: Normalised },
): string | null {
  if (!pattern?.includes('*')) return pattern;
  const isHidden = !normalised.whole || goesOnWhenRead(line, normalised.text);
  return isGrave || isHidden ? null : pattern;
}

const HIDDEN_RULE = 'hidden';
const TECHNIQUES = new Map<string, readonly string[]>([
  ...RULES.map(({ id, techniques }) => [id, techniques] as const),
  [HIDDEN_RULE, ['T1027.010']],
]);

function reasonOf({ id, gate, find, not, reason, weight }: Rule, low: string): CommandReason[] {
  if (!gate.some((text) => low.includes(text))) return [];
  const spans: CommandReason['spans'] = [];
  for (const pattern of find) {
    const match = pattern.exec(low);
    if (!match) return [];
    spans.push({ start: match.index, end: match.index + match[0].length });
  }
  if (not?.some((pattern) => pattern.test(low))) return [];
  return [{ rule: id, text: reason, weight, spans }];
}

function hidingOf({ steps }: Normalised): CommandReason | null {
  const kinds = [...new Set(steps.map(({ kind }) => kind))];
  const layers = Math.max(0, steps.filter(({ kind }) => kind === 'base64').length - 1);
  const weight = Math.min(
    80,
    kinds.reduce((sum, kind) => sum + (HIDING[kind] ?? 0), layers * 25),
  );
  if (weight < 15) return null;
  return { rule: HIDDEN_RULE, text: 'The line hides what it does.', weight, spans: [] };
}

/** Small signs alone make nothing malicious, however many there are. */
function verdictOf(score: number, reasons: readonly CommandReason[], knownGood: boolean): CommandVerdict {
  const strongest = Math.max(0, ...reasons.map(({ weight }) => weight));
  if (score >= MALICIOUS && strongest >= 45) return 'malicious';
  if (score >= SUSPICIOUS) return 'suspicious';
  return knownGood && score < 25 ? 'benign' : 'unknown';
}

function confidenceOf(verdict: CommandVerdict, score: number): number {
  const value =
    verdict === 'malicious'
      ? 0.75 + (score - MALICIOUS) / 800
      : verdict === 'suspicious'
        ? 0.5 + score / 500
        : verdict === 'benign'
          ? 0.8
          : 0.3;
  return Math.round(Math.min(0.99, value) * 100) / 100;
}

function indicatorsOf(text: string): CommandAnalysis['indicators'] {
  const seen = new Set<string>();
  return extract(cut(text, 65_536))
    .map(({ type, value }) => ({ type, value }))
    .filter(({ type, value }) => !seen.has(`${type} ${value}`) && seen.add(`${type} ${value}`))
    .slice(0, MOST_INDICATORS);
}
