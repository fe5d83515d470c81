import { intelDue } from './intel-due.ts';

/** Finds the CrowdStrike alerts of open cases that nobody has analysed. */
export const crowdstrikeIntelDue = intelDue('crowdstrike');
