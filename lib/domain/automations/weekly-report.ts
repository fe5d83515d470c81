import { z } from 'zod';
import { isZone } from '../figures/days.ts';
import { define } from './define.ts';

export const weeklyReport = define({
  title: 'Weekly report',
  description: 'Keeps the SLA figures of the week under Reports: on Monday, as soon as the week is over in its zone.',
  triggers: [],
  // The week is over at another hour of Monday in each zone; a week that is kept is not kept again.
  schedule: 'TZ=UTC 5 * * * 1',
  parameters: z.strictObject({
    zone: z
      .string()
      .max(64)
      .refine(isZone, 'Write an IANA time zone, such as Europe/Rome.')
      .default('UTC')
      .describe('The time zone in which the week begins, such as Europe/Rome.'),
  }),
});
