import { rankOf, SEVERITIES, type Severity } from '../severity.ts';
import type { AutoCloseDecision } from './auto-close.ts';
import type { CaseWeight } from './weigh-case.ts';

/**
 * What becomes of a case by the verdict on it: `resolve` it, `escalate` it (severity up, In progress), `route` it to triage and an owner,
 * or only `note` what was found.
 */
export type Outcome = 'resolve' | 'escalate' | 'route' | 'note';

export interface OutcomeFacts {
  verdict: CaseWeight['verdict'];
  decision: AutoCloseDecision;
  pass: 'first' | 'later';
  /** It was escalated by such a verdict before: nothing is raised twice for one reason. */
  escalated: boolean;
}

/** What a look at a case leads to. Later looks close nothing and give it to nobody: somebody has it by then. */
export function outcomeOf({ verdict, decision, pass, escalated }: OutcomeFacts): Outcome {
  if (verdict === 'malicious') return escalated ? 'note' : 'escalate';
  if (decision.close) return 'resolve';
  return pass === 'first' ? 'route' : 'note';
}

/** One step up, at least to `minimum`, and never past critical. */
export function raisedTo(severity: Severity, minimum: Severity): Severity {
  const rank = Math.min(rankOf(severity) + 1, SEVERITIES.length - 1);
  return SEVERITIES[Math.max(rank, rankOf(minimum))]!;
}
