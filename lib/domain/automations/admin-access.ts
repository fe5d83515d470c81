import { z } from 'zod';
import { AccessMinutes } from '../access/request.ts';
import { define } from './define.ts';

export const adminAccess = define({
  title: 'Temporary Mac admin',
  description:
    'Takes a request for administrator rights on a Mac from Slack, the page or the API to its approval, grants it, and takes it back.',
  triggers: [
    { event: 'access/requested' },
    { event: 'access/answered' },
    { event: 'access/escalated' },
    { event: 'access/decided' },
    { event: 'access/revoking' },
    { event: 'access/ended' },
    { event: 'slack/interaction.received' },
  ],
  parameters: z.strictObject({
    minutes: AccessMinutes.default(15).describe(
      'How long a right lasts where nobody asks for another time, in minutes.',
    ),
    answerWithinMinutes: z
      .number()
      .int()
      .min(1)
      .max(1440)
      .default(30)
      .describe(
        'Minutes for each answer of the requester: consent, reason and choice of the Mac. Then the request expires.',
      ),
    approveWithinMinutes: z
      .number()
      .int()
      .min(2)
      .max(1440)
      .default(60)
      .describe('Minutes in which a request has to be decided. The approvers are reminded half-way; then it expires.'),
    perDay: z.number().int().min(1).max(100).default(3).describe('How many rights a person gets within 24 hours.'),
    approverGroup: z
      .string()
      .trim()
      .min(1)
      .max(64)
      .default('access-approvers')
      .describe('The group of members who decide. Whoever has the role approver decides too.'),
    channel: z
      .string()
      .trim()
      .regex(/^([CG][A-Z0-9]{2,20})?$/, 'Write the id of a channel, such as C0AAA1111.')
      .default('')
      .describe('The Slack channel that approvals are asked in. Empty: the channel of the Slack connector.'),
    macGroup: z
      .string()
      .trim()
      .max(200)
      .default('')
      .describe('The Jamf group, by name or number, that approved Macs are in. Empty: every managed Mac is approved.'),
    helpDesk: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .default('the IT service desk')
      .describe('Whom to call where no Mac can be had.'),
  }),
});
