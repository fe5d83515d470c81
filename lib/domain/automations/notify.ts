import { z } from 'zod';
import { NOTICE_KINDS, NoticeKind } from '../notifications/kinds.ts';
import { define } from './define.ts';

export const notify = define({
  title: 'Notify',
  description:
    'Sends what is new in the members’ notices by Slack, e-mail, Teams and the paging service, by each one’s wishes and quiet hours.',
  triggers: [{ event: 'notice/created' }],
  parameters: z.strictObject({
    kinds: z
      .array(NoticeKind)
      .max(NOTICE_KINDS.length)
      .default([])
      .describe('Only notices of these kinds leave the house. Empty: every kind.'),
    tries: z
      .number()
      .int()
      .min(1)
      .max(6)
      .default(4)
      .describe('How often a member is tried whom no channel reached, with growing waits from a minute to an hour.'),
  }),
});
