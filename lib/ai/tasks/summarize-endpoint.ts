import { z } from 'zod';
import { AI_TASK_TITLES } from '../../domain/ai.ts';
import { DEVICE_FACT_IDS, deviceFactKind } from '../../domain/device/facts.ts';
import { DeviceFact } from '../../domain/device/summary.ts';
import { boundSentences, Sentence, type Telling } from '../../domain/grounding.ts';
import { defineTask } from '../task.ts';

/** A device as the sources know it together, after they were merged. */
export const EndpointInput = z.strictObject({
  /** What people call it. */
  name: z.string().min(1).max(253),
  /** One for each attribute that some source knows. */
  facts: z.array(DeviceFact).max(100),
  /** Attributes about which sources differ: the fact's id, and what each says. */
  conflicts: z
    .array(
      z.strictObject({
        fact: z.enum(DEVICE_FACT_IDS),
        values: z.array(z.strictObject({ source: z.string().max(100), value: z.string().max(500) })).max(10),
      }),
    )
    .max(50)
    .default([]),
  /** Sources that said nothing, and why, in a sentence. */
  missing: z
    .array(z.strictObject({ source: z.string().max(100), reason: z.string().max(300) }))
    .max(10)
    .default([]),
});
export type EndpointInput = z.input<typeof EndpointInput>;

const Answer = z.object({ sentences: z.array(Sentence) });
export const EndpointSummary = z.object({ sentences: z.array(Sentence) });
export type EndpointSummary = z.infer<typeof EndpointSummary>;

const MOST_TOLD = 10;

/** A device in a few sentences, each with the attributes that it came from. What somebody may act on is told in our words, whoever answers. */
export const summarizeEndpoint = defineTask({
  id: 'summarize-endpoint',
  title: AI_TASK_TITLES['summarize-endpoint'],
  promptVersion: 2,
  input: EndpointInput,
  answer: Answer,
  output: EndpointSummary,
  instruction: [
    'You summarise what is known of one computer for an analyst of a security operations centre.',
    'Write at most six short sentences: whose it is, what it runs, when it was seen, how its agent is, whether it is isolated and compliant, and where sources differ. What matters most comes first.',
    'Every sentence lists in "facts" the ids of the facts that it came from, and holds the value of each letter by letter. Say nothing that is in no fact, and give no advice.',
  ].join('\n'),
  data: ({ name, facts, conflicts, missing }) => ({ name, facts, conflicts, missing }),
  rules: (input) => {
    const { say, differ } = tellingOf(input);
    const rank = ({ id }: DeviceFact) => DEVICE_FACT_IDS.indexOf(id);
    const told = input.facts
      .filter(({ value }) => value.trim() !== '')
      .toSorted((a, b) => rank(a) - rank(b))
      .slice(0, MOST_TOLD);
    const sentence =
      ({ id }: DeviceFact) =>
      (text: string) => ({ text, facts: [id] });
    return {
      sentences: [
        ...told.map((fact) => sentence(fact)(say(fact)[0]!)),
        ...input.facts.flatMap((fact) => differ(fact).map(sentence(fact))),
      ],
    };
  },
  ground: ({ sentences }, input) => {
    const kept = boundSentences(input.facts, sentences, tellingOf(input));
    return kept.length > 0 ? { sentences: kept } : null;
  },
});

/** Who says what of which side is ours to tell: two names that change places are a lie that no word betrays. */
function tellingOf({ name, conflicts }: z.output<typeof EndpointInput>) {
  const differ = ({ id, label }: DeviceFact): string[] =>
    conflicts
      .filter(({ fact }) => fact === id)
      .map(
        ({ values }) =>
          `Sources differ on the ${label}: ${values.map(({ source, value }) => `${source} has ${value}`).join('; ')}.`,
      );
  const telling: Telling<DeviceFact> = {
    say: (fact) => [deviceFactKind(fact.id).say(fact.value, name), ...differ(fact)],
    ours: (fact) => deviceFactKind(fact.id).forms === null || differ(fact).length > 0,
    forms: ({ id }) => deviceFactKind(id).forms ?? [],
    names: [name],
  };
  return { ...telling, differ };
}
