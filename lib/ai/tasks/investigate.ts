import { z } from 'zod';
import { AI_TASK_TITLES } from '../../domain/ai.ts';
import { MOST_FACTS, ScoutFact } from '../../domain/scout/facts.ts';
import { investigate as byRules, MOST_EVIDENCE, sentenceOf, sideOf } from '../../domain/scout/investigate.ts';
import {
  CONFIDENCES,
  type EvidenceItem,
  graver,
  Investigation,
  SCOUT_VERDICTS,
  type ScoutVerdict,
} from '../../domain/scout/investigation.ts';
import { NEXT_STEP_IDS, NEXT_STEPS } from '../../domain/scout/next-steps.ts';
import { soundSteps } from '../../domain/scout/step-grounds.ts';
import { defineTask } from '../task.ts';

export const InvestigateInput = z.strictObject({ facts: z.array(ScoutFact).max(MOST_FACTS) });
export type InvestigateInput = z.input<typeof InvestigateInput>;

/** Choices among what is shown, and no words: facts hold texts from outside, and a word more or less turns them round. */
const Answer = z.object({
  verdict: z.enum(SCOUT_VERDICTS),
  confidence: z.enum(CONFIDENCES),
  /** Ids of facts, those that weigh most first. */
  for: z.array(z.string()),
  against: z.array(z.string()),
  nextSteps: z.array(z.object({ step: z.enum(NEXT_STEP_IDS), facts: z.array(z.string()) })),
});
type Answer = z.infer<typeof Answer>;

const MOST_STEPS = 6;

/** Where the facts alone do not say so. */
const TAKEN_FOR: Record<ScoutVerdict, string> = {
  malicious: 'The model takes this for an attack; no fact proves it by itself.',
  suspicious: 'The model takes this for a possible attack; no fact proves it by itself.',
  undetermined: 'The model does not take this for harmless, and cannot tell whether it is an attack.',
  benign: 'The model takes this for harmless.',
};

/** A case investigated: what it probably is, what speaks for that and against it, and what to do next. */
export const investigate = defineTask({
  id: 'investigate',
  title: AI_TASK_TITLES.investigate,
  promptVersion: 2,
  input: InvestigateInput,
  answer: Answer,
  output: Investigation,
  instruction: [
    'You investigate a case of a security operations centre from the facts that were gathered about it.',
    'Give a verdict, and how sure of it you are. In "for" and "against", list the ids of the facts that speak for the verdict and against it, those that weigh most first.',
    '"speaks" of a fact is what our rules make of it: a case with a malicious fact is malicious, and only a case whose fact case.verdict is benign may be benign.',
    `Choose what to do next from these steps, the most urgent first, each with the ids of the facts that call for it: ${Object.entries(
      NEXT_STEPS,
    )
      .map(([id, text]) => `${id} (${text})`)
      .join(' ')}`,
  ].join('\n'),
  // What our rules looked a fact up by says nothing.
  data: ({ facts }) => facts.map(({ about: _, ...fact }) => fact),
  rules: ({ facts }) => byRules(facts),
  ground: (answer, { facts }) => {
    const rules = byRules(facts);
    const ids = new Set(facts.map(({ id }) => id));
    if (![...answer.for, ...answer.against].some((id) => ids.has(id))) return null;
    // A model may find a case graver than the rules do where something speaks for it, never milder.
    const wanted = graver(answer.verdict, rules.verdict);
    const verdict = answer.for.some((id) => ids.has(id)) ? wanted : rules.verdict;
    const steps = soundSteps(answer.nextSteps, { verdict, facts });
    return {
      hypothesis: verdict === rules.verdict ? rules.hypothesis : TAKEN_FOR[verdict],
      evidence: evidenceOf(verdict, answer, facts),
      confidence: verdict === answer.verdict ? answer.confidence : rules.confidence,
      verdict,
      nextSteps: (steps.length > 0 ? steps : rules.nextSteps).slice(0, MOST_STEPS),
    };
  },
});

/** What accuses is there whether the model has named it or not, and before the rest; a fact that speaks by itself stands on its own side. */
function evidenceOf(
  verdict: ScoutVerdict,
  { for: speakingFor, against }: Pick<Answer, 'for' | 'against'>,
  facts: readonly ScoutFact[],
): EvidenceItem[] {
  const known = new Map(facts.map((fact) => [fact.id, fact]));
  const sides = new Map<ScoutFact, EvidenceItem['side']>();
  const add = (fact: ScoutFact | undefined, side: EvidenceItem['side']) => {
    if (fact && !sides.has(fact)) sides.set(fact, sideOf(verdict, fact) ?? side);
  };
  for (const id of speakingFor) add(known.get(id), 'for');
  for (const id of against) add(known.get(id), 'against');
  for (const fact of facts) if (fact.speaks === 'malicious') add(fact, 'for');
  return [...sides]
    .toSorted(([a], [b]) => Number(b.speaks === 'malicious') - Number(a.speaks === 'malicious'))
    .slice(0, MOST_EVIDENCE)
    .map(([fact, side]) => ({ side, text: sentenceOf(fact), facts: [fact.id] }));
}
