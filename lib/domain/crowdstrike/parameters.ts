import { z } from 'zod';
import { GROUP_WINDOW } from '../intake-grouping.ts';
import { SEVERITIES } from '../severity.ts';
import { STORM_PARAMETERS } from '../storm.ts';

/** What an administrator sets about the intake of Falcon's alerts. */
export const FALCON_PARAMETERS = {
  statuses: z
    .array(z.enum(['new', 'in_progress', 'reopened', 'closed']))
    .max(4)
    .default(['new', 'in_progress', 'reopened'])
    .describe('Falcon statuses that may open a case.'),
  minimumSeverity: z.enum(SEVERITIES).default('low').describe('Alerts below this severity open no case.'),
  groupByAggregate: z
    .boolean()
    .default(true)
    .describe('Alerts that Falcon ties together (aggregate_id: one process tree) meet on one case.'),
  groupByHost: z
    .boolean()
    .default(true)
    .describe('Alerts that Falcon does not tie together meet on the open case of their host.'),
  windowMinutes: GROUP_WINDOW,
  reopenWithinDays: z
    .number()
    .int()
    .min(0)
    .max(365)
    .default(7)
    .describe(
      'Days after closing in which a new detection of the group, or an alert reopened at Falcon, reopens its case.',
    ),
  alertFilter: z
    .string()
    .trim()
    .max(1_000)
    .default('')
    .describe("Reads only alerts that this FQL fits, such as product:'epp'+severity:>=40. Empty: every alert."),
  ...STORM_PARAMETERS,
};
