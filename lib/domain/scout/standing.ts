import type { ScoutFact } from './facts.ts';
import { investigate, verdictOf } from './investigate.ts';
import { graver, type Investigation } from './investigation.ts';
import { soundSteps } from './step-grounds.ts';

/**
 * What of an investigation still stands by the facts of now: evidence whose facts are gone falls, and steps that rest on nothing. Where the facts
 * are graver by now than what was found, or nothing of it is left, the rules say it anew.
 */
export function standingOf(
  said: Investigation,
  facts: readonly ScoutFact[],
): { investigation: Investigation; anew: boolean } {
  const ids = new Set(facts.map(({ id }) => id));
  const evidence = said.evidence.filter((item) => item.facts.every((id) => ids.has(id)));
  const overtaken = graver(said.verdict, verdictOf(facts)) !== said.verdict;
  if (overtaken || (said.evidence.length > 0 && evidence.length === 0))
    return { investigation: investigate(facts), anew: true };
  const nextSteps = soundSteps(said.nextSteps, { verdict: said.verdict, facts });
  return { investigation: { ...said, evidence, nextSteps }, anew: false };
}
