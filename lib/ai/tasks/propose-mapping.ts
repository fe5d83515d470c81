import { z } from 'zod';
import { AI_TASK_TITLES } from '../../domain/ai.ts';
import { severityOfWord } from '../../domain/mapping.ts';
import {
  expressionOf,
  type FieldChoice,
  isReadable,
  MAPPED_FIELDS,
  OBSERVABLE_KINDS,
  type SampleLeaf,
} from '../mapping/expression.ts';
import { guessFields } from '../mapping/guess.ts';
import { leavesOf } from '../mapping/leaves.ts';
import { looksOf } from '../mapping/looks.ts';
import { defineTask } from '../task.ts';

export const MappingInput = z.strictObject({
  /** A body as the source sends it, parsed. */
  sample: z.json(),
});
export type MappingInput = z.input<typeof MappingInput>;

const Field = z.object({
  field: z.enum(MAPPED_FIELDS),
  /** A path of the sample, as it was listed. */
  path: z.string(),
});
const Found = z.object({ path: z.string(), type: z.enum(OBSERVABLE_KINDS) });

const Answer = z.object({ fields: z.array(Field), observables: z.array(Found) });
export const MappingProposal = z.object({
  /** JSONata, made of the choices below. */
  expression: z.string(),
  fields: z.array(Field),
  observables: z.array(Found),
  /** Fields that a case needs and the sample seems not to have, or not in words that are known. */
  missing: z.array(z.string()),
});
export type MappingProposal = z.infer<typeof MappingProposal>;

const MOST_SHOWN = 300;
const NEEDED = ['objectKey', 'title', 'severity'] as const;

/** Which part of a body becomes which field of a case. The expression is ours: a model only chooses among the sample's paths. */
export const proposeMapping = defineTask({
  id: 'propose-mapping',
  title: AI_TASK_TITLES['propose-mapping'],
  promptVersion: 2,
  input: MappingInput,
  answer: Answer,
  output: MappingProposal,
  instruction: [
    'You are shown the paths of an alert that some tool sends, each with what its value looks like; values stay in the house.',
    'Choose for each field of our case the one path that holds it, where there is one: objectKey (the alert’s id), title, severity, status, eventType, description, category, eventTime, rule, link (the alert’s page), tags, techniques (MITRE ATT&CK).',
    'List in "observables" the paths that hold addresses, names, hashes, users or hosts, with their type. Use only paths that are listed.',
  ].join('\n'),
  data: ({ sample }) => ({
    paths: leavesOf(sample)
      .slice(0, MOST_SHOWN)
      .map(({ path, value }) => ({ path, looks: looksOf(value) })),
  }),
  rules: ({ sample }) => {
    const leaves = leavesOf(sample);
    return proposalOf(leaves, guessFields(leaves));
  },
  ground: ({ fields, observables }, { sample }) => {
    const leaves = leavesOf(sample);
    const known = new Set(leaves.map(({ path }) => path));
    const chosen = fields.filter(({ path }) => known.has(path));
    if (chosen.length === 0) return null;
    // What the model has left out, the rules may know.
    const guessed = guessFields(leaves);
    const named = new Set(chosen.map(({ field }) => field));
    return proposalOf(leaves, {
      fields: [...chosen, ...guessed.fields.filter(({ field }) => !named.has(field))],
      observables: observables.filter(({ path }) => known.has(path)).slice(0, 50),
    });
  },
});

function proposalOf(
  leaves: readonly SampleLeaf[],
  { fields, observables }: { fields: FieldChoice[]; observables: z.infer<typeof Found>[] },
): MappingProposal {
  const once = fields.filter(({ field }, at) => fields.findIndex((one) => one.field === field) === at);
  const isSeverity = (word: string) => severityOfWord(word) !== null;
  const found = (field: (typeof NEEDED)[number]) => {
    const path = once.find((one) => one.field === field)?.path;
    const leaf = leaves.find((one) => one.path === path);
    return leaf !== undefined && (field !== 'severity' || isReadable(leaf.value, isSeverity));
  };
  return {
    expression: expressionOf(leaves, once, observables, isSeverity),
    fields: once,
    observables,
    missing: NEEDED.filter((field) => !found(field)),
  };
}
