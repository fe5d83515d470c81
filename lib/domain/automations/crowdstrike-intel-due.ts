import { z } from 'zod';
import { define } from './define.ts';

export const crowdstrikeIntelDue = define({
  title: 'Threat intelligence on schedule',
  description:
    'Finds open cases with CrowdStrike alerts that were not analysed since they came, and has them analysed.',
  triggers: [],
  schedule: 'TZ=UTC 20 * * * *',
  parameters: z.strictObject({
    most: z.number().int().min(1).max(500).default(50).describe('Most cases that are analysed at once.'),
  }),
});
