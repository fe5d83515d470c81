import type { ObservableRef, ObservableRole, ObservableVerdict } from '../observables/types.ts';
import type { Weighed } from './weigh.ts';

/** An observable of a case with its verdict. */
export interface WeighedObservable extends ObservableRef {
  role: ObservableRole;
  weighed: Weighed;
}

export interface CaseWeight {
  verdict: ObservableVerdict;
  /** The observables that make it so; empty where none weighs. */
  deciding: WeighedObservable[];
  /** Benign, and each of the observables that weigh lies in a network of ours. */
  fromKnownNetworks: boolean;
}

/** The worst first. Unknown outweighs benign: what nobody can vouch for keeps a case open. */
const ORDER = ['malicious', 'suspicious', 'unknown', 'benign'] as const satisfies readonly ObservableVerdict[];

/**
 * The verdict on a case by those of its observables that are implicated (a victim's address says nothing of the deed): the worst of
 * them, so benign only where every one is. Without any, unknown.
 */
export function weighCase(observables: readonly WeighedObservable[]): CaseWeight {
  const implicated = observables.filter(({ role }) => role === 'implicated');
  const verdict = ORDER.find((one) => implicated.some(({ weighed }) => weighed.verdict === one)) ?? 'unknown';
  const deciding = implicated.filter(({ weighed }) => weighed.verdict === verdict);
  const fromKnownNetworks = verdict === 'benign' && deciding.every(({ weighed }) => weighed.ground === 'known_network');
  return { verdict, deciding, fromKnownNetworks };
}
