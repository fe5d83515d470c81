import { z } from 'zod';
import { INDICATOR_TYPES } from '../enrichment/sources.ts';
import { define } from './define.ts';
import { maliciousSeverity, names } from './parameters.ts';

export const enrichObservables = define({
  title: 'Enrich observables',
  description:
    'Asks the sources about observables that come to a case later, or when somebody presses the button. It closes nothing.',
  triggers: [
    { event: 'case/observable.added' },
    { event: 'observable/enrichment.requested' },
    { event: 'case/quick_action.pressed', action: 'enrich-observables' },
  ],
  parameters: z.strictObject({
    categories: names
      .default(['Identity & Access'])
      .describe(
        'Only cases of these categories, unless somebody asks. A case with an event of Okta’s counts as one of Identity & Access. Empty: every category.',
      ),
    types: z
      .array(z.enum(INDICATOR_TYPES))
      .max(INDICATOR_TYPES.length)
      .default([...INDICATOR_TYPES])
      .describe('Types of observables that the sources are asked about.'),
    waitSeconds: z
      .number()
      .int()
      .min(1)
      .max(600)
      .default(5)
      .describe('Seconds in which more observables may come: one look for all of them.'),
    maliciousSeverity,
  }),
});
