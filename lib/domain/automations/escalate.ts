import { z } from 'zod';
import { SEVERITIES } from '../severity.ts';
import { define } from './define.ts';
import { names } from './parameters.ts';

export const escalate = define({
  title: 'Escalate',
  description:
    'Tells the owner, then the leads, then who is on call, the faster the more severe the case: of timers at risk and run out, and at the press of the button.',
  triggers: [
    { event: 'case/sla.at_risk' },
    { event: 'case/sla.breached' },
    { event: 'case/quick_action.pressed', action: 'escalate' },
  ],
  parameters: z.strictObject({
    categories: names
      .default([])
      .describe('Only timers of cases of these categories. Empty: every category. The button is for all.'),
    minimumSeverity: z
      .enum(SEVERITIES)
      .default('informational')
      .describe('Timers of cases below this severity tell nobody.'),
  }),
});
