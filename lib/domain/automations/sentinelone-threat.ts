import { z } from 'zod';
import { THREAT_GROUPING } from '../sentinelone/parameters.ts';
import { SEVERITIES } from '../severity.ts';
import { STORM_PARAMETERS } from '../storm.ts';
import { define } from './define.ts';
import { reopenDays } from './parameters.ts';

export const sentineloneThreat = define({
  title: 'SentinelOne threat to case',
  description:
    'Opens or updates a case from a SentinelOne threat, with its host, user and files. Threats of one storyline, or of one host within a time, meet on one case.',
  triggers: [{ event: 'sentinelone/threat.received' }],
  parameters: z.strictObject({
    minimumSeverity: z.enum(SEVERITIES).default('low').describe('Threats below this severity open no case.'),
    ...THREAT_GROUPING,
    reopenWithinDays: reopenDays,
    ...STORM_PARAMETERS,
  }),
});
