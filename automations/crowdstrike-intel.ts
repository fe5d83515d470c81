import { intel } from './intel.ts';

/** Threat intelligence of a case's CrowdStrike alerts. */
export const crowdstrikeIntel = intel('crowdstrike');
