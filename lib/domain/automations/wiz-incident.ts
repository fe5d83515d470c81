import { z } from 'zod';
import { STORM_PARAMETERS } from '../storm.ts';
import { define } from './define.ts';
import { names, reopenDays } from './parameters.ts';

const severities = names.transform((values) => values.map((value) => value.toUpperCase()));

export const wizIncident = define({
  title: 'Wiz incident to case',
  description: 'Opens or updates a case from a Wiz issue or detection, with its links, observables and severity.',
  triggers: [{ event: 'wiz/issue.received' }],
  parameters: z.strictObject({
    statuses: names.default(['OPEN']).describe('Wiz statuses that may open a case. Compared without case.'),
    severities: severities
      .default(['MEDIUM', 'HIGH', 'CRITICAL'])
      .describe('Wiz severities that may open a case. Compared without case.'),
    resolveWithWiz: z
      .boolean()
      .default(false)
      .describe(
        'Resolve the case when Wiz reports the issue RESOLVED or REJECTED. Otherwise it is noted on the timeline.',
      ),
    reopenWithinDays: reopenDays,
    issueUrl: z
      .string()
      .max(300)
      .default("https://app.wiz.io/issues#~(issue~'{id}')")
      .describe('Address of an issue in the Wiz portal; {id} is replaced.'),
    ...STORM_PARAMETERS,
  }),
});
