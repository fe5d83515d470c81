import { z } from 'zod';
import { SEVERITIES } from '../severity.ts';
import { STORM_PARAMETERS } from '../storm.ts';
import { define } from './define.ts';
import { reopenDays } from './parameters.ts';

export const genericAlert = define({
  title: 'Generic alert to case',
  description: 'Opens or updates a case from a named source, by the mapping of that source.',
  triggers: [{ event: 'generic/alert.received' }],
  parameters: z.strictObject({
    minimumSeverity: z.enum(SEVERITIES).default('informational').describe('Alerts below this severity open no case.'),
    reopenWithinDays: reopenDays,
    ...STORM_PARAMETERS,
  }),
});
