import { z } from 'zod';
import { SHIPPED_EVENT_TYPES } from '../okta/suspicious-events.ts';
import { SEVERITIES } from '../severity.ts';
import { STORM_PARAMETERS } from '../storm.ts';
import { define } from './define.ts';
import { names } from './parameters.ts';

export const oktaSuspiciousActivity = define({
  title: 'Okta suspicious activity',
  description:
    'Brings an Okta event to the most recent open case of its user, or opens one with the user and the implicated address. A VIP’s case is one step more severe and due earlier, and the stakeholders are told.',
  triggers: [{ event: 'okta/event.received' }],
  parameters: z.strictObject({
    eventTypes: names
      .default([...SHIPPED_EVENT_TYPES])
      .describe('Okta event types that are suspicious. Others are filtered, and the System Log is read for these.'),
    severity: z.enum(SEVERITIES).default('medium').describe('The severity of a new case.'),
    categories: names.default([]).describe('Only open cases of these categories take an event. Empty: every category.'),
    vipGroups: names.default([]).describe('Ids of the Okta groups whose members are VIPs.'),
    adminsAreVip: z.boolean().default(true).describe('Whoever has an administrator’s role at Okta is a VIP.'),
    ...STORM_PARAMETERS,
  }),
});
