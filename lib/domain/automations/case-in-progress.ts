import { z } from 'zod';
import { OWNERS } from '../actor.ts';
import { define } from './define.ts';
import { names } from './parameters.ts';

export const caseInProgress = define({
  title: 'Case in progress',
  description:
    'Gives a case that moves to In progress to an analyst on shift, drawn at random, tells that one and the stakeholders, and draws another where nobody acknowledges it.',
  triggers: [{ event: 'case/state.changed' }],
  parameters: z.strictObject({
    categories: names
      .default(['Identity & Access'])
      .describe(
        'Only cases of these categories. A case with an event of Okta’s counts as one of Identity & Access. Empty: every category.',
      ),
    roles: z
      .array(z.enum(OWNERS))
      .max(OWNERS.length)
      .default(['analyst'])
      .describe('Who takes part in the draw, by role: analyst, lead or admin.'),
    groups: names.default([]).describe('Only members of one of these groups are drawn. Empty: every group.'),
    acknowledgeWithinMinutes: z
      .number()
      .int()
      .min(0)
      .max(1440)
      .default(15)
      .describe('Minutes after which a case that its new owner has not acknowledged is drawn again. 0: never.'),
    redraws: z.number().int().min(0).max(5).default(2).describe('How often it is drawn again at the most.'),
  }),
});
