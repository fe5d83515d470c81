import { z } from 'zod';
import { FALCON_PARAMETERS } from '../crowdstrike/parameters.ts';
import { define } from './define.ts';

export const crowdstrikeAlert = define({
  title: 'CrowdStrike alert to case',
  description:
    'Opens or updates a case from a Falcon alert, by webhook and by reading Alerts v2. Alerts of one process tree, or of one host within a time, meet on one case.',
  triggers: [{ event: 'crowdstrike/alert.received' }],
  parameters: z.strictObject(FALCON_PARAMETERS),
});
