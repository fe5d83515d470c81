import { z } from 'zod';
import { Tier } from '../member.ts';
import { define } from './define.ts';
import { names } from './parameters.ts';

export const routeBySeverity = define({
  title: 'Route by severity',
  description:
    'Puts a new or reopened case, or one of another severity, to triage and gives it to a Tier-2 analyst (critical, high) or to Scout (medium, low).',
  triggers: [{ event: 'case/severity.changed' }, { event: 'case/reopened' }],
  parameters: z.strictObject({
    sources: names.default([]).describe('Only cases of these sources. Empty: every source.'),
    categories: names.default([]).describe('Only cases of these categories. Empty: every category.'),
    tier: Tier.default(2).describe('The tier that takes critical and high cases.'),
  }),
});
