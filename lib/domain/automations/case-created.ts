import { z } from 'zod';
import { INDICATOR_TYPES } from '../enrichment/sources.ts';
import { Tier } from '../member.ts';
import { AutoCloseParameters } from '../verdict/auto-close.ts';
import { define } from './define.ts';
import { maliciousSeverity, names } from './parameters.ts';

export const caseCreated = define({
  title: 'Enrich a new case',
  description:
    'Asks the sources about a new case’s observables. Benign: resolves it. Malicious: findings, severity up, In progress. Else: findings, triage and an owner.',
  triggers: [{ event: 'case/created' }],
  parameters: z.strictObject({
    categories: names.default(['Identity & Access']).describe('Only cases of these categories. Empty: every category.'),
    types: z
      .array(z.enum(INDICATOR_TYPES))
      .max(INDICATOR_TYPES.length)
      .default(['ipv4', 'ipv6'])
      .describe('Types of observables that the sources are asked about.'),
    maliciousSeverity,
    tier: Tier.default(2).describe('The tier that takes critical and high cases.'),
    ...AutoCloseParameters.shape,
  }),
});
