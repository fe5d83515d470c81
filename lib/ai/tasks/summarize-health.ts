import { z } from 'zod';
import { AI_TASK_TITLES } from '../../domain/ai.ts';
import { Fact, Sentence } from '../../domain/grounding.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { defineTask } from '../task.ts';

/** What the daily check found. */
export const HealthInput = z.strictObject({
  /** Counts and findings of the check, the most important first: `unassigned`, `bySeverity`, `oldest`, `change` … each with its value as it is to be shown. */
  facts: z.array(Fact).max(100),
  /** Detections and incidents that nobody has taken. */
  unassigned: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(300),
        severity: z.enum(SEVERITIES),
        title: z.string().max(300),
        host: z.string().max(253).nullable(),
        technique: z.string().max(100).nullable(),
        ageHours: z.number().min(0),
      }),
    )
    .max(200),
});
export type HealthInput = z.input<typeof HealthInput>;

const Answer = z.object({
  /** Ids of the facts to tell, the most important first. A figure has no words but ours. */
  tell: z.array(z.string()),
  first: z.array(z.string()),
});
export const HealthSummary = z.object({
  sentences: z.array(Sentence),
  /** Ids of `unassigned` to take first, at most five. */
  first: z.array(z.string()),
});
export type HealthSummary = z.infer<typeof HealthSummary>;

const MOST_FIRST = 5;
const MOST_TOLD = 12;

/** The daily check in a few sentences, and what to take first. A model chooses among the findings; the sentences are ours. */
export const summarizeHealth = defineTask({
  id: 'summarize-health',
  title: AI_TASK_TITLES['summarize-health'],
  promptVersion: 2,
  input: HealthInput,
  answer: Answer,
  output: HealthSummary,
  instruction: [
    'You sum up the daily check of detections for the lead of a security operations centre.',
    'In "tell", list the ids of the facts that the lead has to know today, the most important first, at most eight. Leave out what is as always.',
    'In "first", list at most five ids of unassigned items that should be taken first.',
  ].join('\n'),
  data: (input) => input,
  rules: ({ facts, unassigned }) => ({
    sentences: facts.filter(isSaid).slice(0, MOST_TOLD).map(sentenceOf),
    first: mostUrgent(unassigned),
  }),
  ground: ({ tell, first }, { facts, unassigned }) => {
    const said = facts.filter(isSaid);
    const chosen = [...new Set(tell)].flatMap((id) => said.find((fact) => fact.id === id) ?? []);
    if (chosen.length === 0) return null;
    // How much nobody has taken is what the check is for: it is told whatever the model thinks of it.
    const told = [...new Set([...said.slice(0, 1), ...chosen])].slice(0, MOST_TOLD);
    const ids = new Set(unassigned.map(({ id }) => id));
    const picked = [...new Set(first)].filter((id) => ids.has(id));
    const critical = mostUrgent(unassigned.filter(({ severity }) => severity === 'critical'));
    return { sentences: told.map(sentenceOf), first: [...new Set([...critical, ...picked])].slice(0, MOST_FIRST) };
  },
});

const isSaid = ({ value }: Fact) => value.trim() !== '';

/** “Unassigned for too long: 17.” */
const sentenceOf = ({ id, label, value }: Fact): Sentence => ({
  text: `${label.charAt(0).toUpperCase()}${label.slice(1)}: ${value}.`,
  facts: [id],
});

type Item = z.output<typeof HealthInput>['unassigned'][number];

/** The most severe first, of those the oldest. */
function mostUrgent(items: readonly Item[]): string[] {
  const rank = ({ severity }: Item) => SEVERITIES.indexOf(severity);
  return items
    .toSorted((a, b) => rank(b) - rank(a) || b.ageHours - a.ageHours)
    .slice(0, MOST_FIRST)
    .map(({ id }) => id);
}
