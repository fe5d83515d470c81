import type { ResolutionVerdict } from '../case-state.ts';
import type { Speaks } from './facts.ts';
import type { ScoutVerdict } from './investigation.ts';

/** What each way to end a case says of what happened; a duplicate and an undetermined one say nothing. */
const MEANS: Record<ResolutionVerdict, 'malice' | 'harmless' | null> = {
  true_positive: 'malice',
  benign_positive: 'harmless',
  false_positive: 'harmless',
  authorized_test: 'harmless',
  accepted_risk: 'harmless',
  duplicate: null,
  undetermined: null,
};

const FOUND: Record<ScoutVerdict, 'malice' | 'harmless' | null> = {
  malicious: 'malice',
  suspicious: 'malice',
  benign: 'harmless',
  undetermined: null,
};

/** Whether how a person ended a case agrees with what Scout had found; null where one of the two says nothing. */
export function agrees(found: ScoutVerdict, ended: ResolutionVerdict): boolean | null {
  const [mine, theirs] = [FOUND[found], MEANS[ended]];
  return mine === null || theirs === null ? null : mine === theirs;
}

/** What the end of a similar case says of this one. A neighbour is a hint: it accuses nobody by itself. */
export function similarSpeaks(verdict: ResolutionVerdict | null): Speaks {
  const means = verdict && MEANS[verdict];
  return means === 'malice' ? 'suspicious' : means === 'harmless' ? 'benign' : 'nothing';
}
