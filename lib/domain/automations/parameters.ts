import { z } from 'zod';
import { SEVERITIES } from '../severity.ts';

/** A list of names that an administrator writes. */
export const names = z.array(z.string().trim().min(1).max(100)).max(100);

/** To which severity a malicious observable raises its case. */
export const maliciousSeverity = z
  .enum(SEVERITIES)
  .default('high')
  .describe('A case with a malicious observable is raised by one step, and at least to this severity.');

/** For how long a closed case is the one that its vendor's object reopens. */
export const reopenDays = z
  .number()
  .int()
  .min(0)
  .max(365)
  .default(7)
  .describe('Days after closing in which a reopened vendor object reopens its case. 0 opens a new case always.');
