import { z } from 'zod';
import { define } from './define.ts';

export const confirmVip = define({
  title: 'Ask Okta again who is a VIP',
  description:
    'Where Okta did not tell whether a case’s user is a VIP, asks again until it does, by the groups of Okta suspicious activity.',
  triggers: [{ event: 'case/vip.unknown' }],
  parameters: z.strictObject({
    firstWaitSeconds: z
      .number()
      .int()
      .min(1)
      .max(3600)
      .default(30)
      .describe('Seconds before it asks again. Each wait is twice as long as the one before, an hour at most.'),
    days: z
      .number()
      .int()
      .min(1)
      .max(14)
      .default(7)
      .describe('Days after which it gives up. The case stays treated as a VIP’s until somebody says otherwise.'),
  }),
});
