import type { ObservableVerdict } from '../observables/types.ts';
import type { Facts } from '../verdict.ts';
import type { EnrichmentSource } from './sources.ts';

/** How many of a source's own voices said what. */
export interface OpinionCounts {
  malicious: number;
  suspicious: number;
  harmless: number;
}

/** What a source knows. */
export interface KnownLookup {
  state: 'answered';
  /** `unknown`: it has a record and no opinion. */
  verdict: ObservableVerdict;
  /** OCSF reputation score, 0–10; null without an opinion. */
  score: number | null;
  /** Null where the source does not count. */
  counts: OpinionCounts | null;
  facts: Facts;
  /** The record's page for people. */
  link: string | null;
  raw: unknown;
  ttlSeconds: number;
}

/** The source has no record: an answer, neither benign nor an error. */
export interface UnknownLookup {
  state: 'unknown';
  raw: unknown;
  ttlSeconds: number;
}

export type Lookup = KnownLookup | UnknownLookup;

const HOUR_SECONDS = 3_600;

/** How long an answer is as good as a new one. What is not known today is often known tomorrow: it is asked again sooner. */
export const TTL_SECONDS: Record<Lookup['state'], number> = { answered: 24 * HOUR_SECONDS, unknown: 6 * HOUR_SECONDS };

/** "No record", with what the source sent. */
export function unknownLookup(raw: unknown = null): UnknownLookup {
  return { state: 'unknown', raw, ttlSeconds: TTL_SECONDS.unknown };
}

/** A lookup in the form in which it is recorded on its observable; `at` is when the source answered. */
export function enrichmentOf(source: EnrichmentSource, lookup: Lookup, at: Date) {
  const { state, raw, ttlSeconds } = lookup;
  const kept = { source, at, raw, ttlSeconds };
  if (lookup.state === 'unknown') return { ...kept, state };
  const { verdict, score, facts, link } = lookup;
  return { ...kept, state, verdict, facts, ...(score !== null && { score }), ...(link !== null && { link }) };
}

const LONGEST_FACT = 500;

/** Facts without those that the source left open; long texts are cut. */
export function factsOf(all: Record<string, Facts[string] | undefined>): Facts {
  const told = Object.entries(all).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return Object.fromEntries(
    told.map(([name, value]) => [name, typeof value === 'string' ? clip(value) : (value as Facts[string])]),
  );
}

const clip = (text: string) => (text.length > LONGEST_FACT ? `${text.slice(0, LONGEST_FACT - 1)}…` : text);
