import { z } from 'zod';
import { GROUP_WINDOW } from '../intake-grouping.ts';

/** What an administrator sets about which of SentinelOne's threats meet on one case. */
export const THREAT_GROUPING = {
  groupByStoryline: z
    .boolean()
    .default(true)
    .describe('Threats that SentinelOne ties together (storyline: what one process led to) meet on one case.'),
  groupByHost: z
    .boolean()
    .default(true)
    .describe('Threats that SentinelOne does not tie together meet on the open case of their host.'),
  windowMinutes: GROUP_WINDOW,
};
