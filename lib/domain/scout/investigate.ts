import type { ScoutFact } from './facts.ts';
import type { Confidence, EvidenceItem, Investigation, ScoutVerdict } from './investigation.ts';
import { stepsFor } from './step-grounds.ts';

/** A person reads no more of it. */
export const MOST_EVIDENCE = 12;

/**
 * The investigation by rules: what the facts say by themselves, weighed the same way each time. Text of the case decides nothing; only what
 * sources, agents, analyses and ended cases say does.
 */
export function investigate(facts: readonly ScoutFact[]): Investigation {
  const verdict = verdictOf(facts);
  return {
    hypothesis: HYPOTHESES[verdict],
    evidence: evidenceOf(verdict, facts),
    confidence: confidenceOf(verdict, facts),
    verdict,
    nextSteps: stepsFor({ verdict, facts }),
  };
}

const HYPOTHESES: Record<ScoutVerdict, string> = {
  malicious: 'This is an attack: something on the case is known to be malicious.',
  suspicious: 'This may be an attack: something on the case is suspicious, and nothing clears it.',
  benign: 'This is harmless: everything that is implicated is known to be benign.',
  undetermined: 'It cannot be told from what is known whether this is an attack.',
};

/** The verdict that the facts give. A neighbour alone makes nothing malicious, and only the strict verdict on the case makes it benign. */
export function verdictOf(facts: readonly ScoutFact[]): ScoutVerdict {
  const says = (speaks: ScoutFact['speaks']) => facts.some((one) => one.speaks === speaks);
  if (says('malicious')) return 'malicious';
  if (says('suspicious')) return 'suspicious';
  return facts.some(({ id, speaks }) => id === 'case.verdict' && speaks === 'benign') ? 'benign' : 'undetermined';
}

/** What speaks for each verdict, and what against it. */
const SIDES: Record<ScoutVerdict, Partial<Record<ScoutFact['speaks'], EvidenceItem['side']>>> = {
  malicious: { malicious: 'for', suspicious: 'for', benign: 'against' },
  suspicious: { suspicious: 'for', benign: 'against' },
  benign: { benign: 'for' },
  undetermined: { benign: 'against' },
};

/** On which side of a verdict a fact stands; undefined: it says nothing by itself. */
export const sideOf = (
  verdict: ScoutVerdict,
  { speaks }: Pick<ScoutFact, 'speaks'>,
): EvidenceItem['side'] | undefined => SIDES[verdict][speaks];

function evidenceOf(verdict: ScoutVerdict, facts: readonly ScoutFact[]): EvidenceItem[] {
  return facts
    .flatMap((fact) => {
      const side = sideOf(verdict, fact);
      return side ? [{ side, text: sentenceOf(fact), facts: [fact.id] }] : [];
    })
    .slice(0, MOST_EVIDENCE);
}

/** “The similar case: CASE-7 ended as false positive.” */
export const sentenceOf = ({ label, value }: Pick<ScoutFact, 'label' | 'value'>): string =>
  `${label.charAt(0).toUpperCase()}${label.slice(1)}: ${value}.`;

/** Two that say the same are surer than one; one that says the opposite takes it back. */
function confidenceOf(verdict: ScoutVerdict, facts: readonly ScoutFact[]): Confidence {
  if (verdict === 'undetermined') return 'low';
  // The verdict on the case sums the others up: it is no voice of its own.
  const voices = facts.filter(({ id }) => id !== 'case.verdict');
  const same = voices.filter(({ speaks }) => speaks === verdict).length;
  const opposite = verdict === 'benign' ? 0 : voices.filter(({ speaks }) => speaks === 'benign').length;
  if (verdict === 'suspicious') return same > 1 && opposite === 0 ? 'medium' : 'low';
  if (same > 1 && opposite === 0) return 'high';
  return 'medium';
}
