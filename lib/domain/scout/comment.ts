import { defangText } from '../observables/defang.ts';
import { plainMarkdown } from '../plain-markdown.ts';
import type { Investigation } from './investigation.ts';
import { NEXT_STEPS } from './next-steps.ts';
import { VERDICT_NAMES } from './verdict-words.ts';

const SIDES = { for: 'What speaks for it:', against: 'What speaks against it:' } as const;

/** What comes from outside is no Markdown, and nothing in it can be clicked. */
const outside = (text: string) => plainMarkdown(defangText(text));

type Answered = { by: 'model' | 'rules' };

const head = ({ verdict, confidence, hypothesis }: Investigation, { by }: Answered) =>
  `**${VERDICT_NAMES[verdict]}, with ${confidence} confidence** (${by === 'model' ? 'by the model' : 'by rules, without a model'}). ${outside(hypothesis)}`;

const sides = ({ evidence }: Investigation) =>
  (['for', 'against'] as const).flatMap((side) => {
    const items = evidence.filter((item) => item.side === side);
    return items.length === 0 ? [] : [[SIDES[side], ...items.map(({ text }) => `- ${outside(text)}`)].join('\n')];
  });

/** What a case is resolved with: the finding and what it rests on. What comes from outside is no Markdown. */
export const conclusionOf = (investigation: Investigation, answered: Answered): string =>
  [head(investigation, answered), ...sides(investigation)].join('\n\n');

/** The investigation as a comment in Markdown; what comes from outside is no Markdown, and mentions nobody. */
export function commentOf(
  investigation: Investigation,
  { by, refusals }: Answered & { refusals: readonly string[] },
): string {
  const { nextSteps } = investigation;
  const parts = [
    head(investigation, { by }),
    ...sides(investigation),
    ...(nextSteps.length === 0
      ? []
      : [['Proposed next:', ...nextSteps.map(({ step }) => `- ${NEXT_STEPS[step]}`)].join('\n')]),
    ...(refusals.length === 0
      ? []
      : [['Not resolved by Scout:', ...refusals.map((reason) => `- ${outside(reason)}`)].join('\n')]),
  ];
  return parts.join('\n\n');
}
