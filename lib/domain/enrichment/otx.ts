import type { Reading } from './virustotal.ts';

/** What weighs in OTX's general section of an indicator. */
export interface PulseFacts {
  /** How many of the community's pulses name it. */
  pulses: number;
  /** Lists of well-known names and networks that it is on, by `validation[].source`: `whitelist`, `akamai`, `majestic` … */
  validatedBy: readonly string[];
  /** A report as false positive that OTX has accepted. */
  acceptedFalsePositive: boolean;
}

/** Pulses are written by anybody: one or two make a suspicion. */
export const PULSES_MALICIOUS_FROM = 3;
/**
 * Lists of what is good. The others only say that many visit it (`majestic`, `alexa`), or whose infrastructure it is (`akamai`): anybody
 * may come from there, also through a relay that hides who he is.
 */
const GOOD_LISTS: readonly string[] = ['whitelist'];

const NONE: Reading = { verdict: 'unknown', score: null };
const SUSPICIOUS: Reading = { verdict: 'suspicious', score: 6 };

/** The verdict of OTX's community. A validated indicator (a CDN's address is in many pulses) counts one step milder. */
export function readPulses(
  { pulses, validatedBy, acceptedFalsePositive }: PulseFacts,
  maliciousFrom = PULSES_MALICIOUS_FROM,
): Reading {
  if (acceptedFalsePositive) return { verdict: 'benign', score: 1 };
  const validated = validatedBy.length > 0;
  if (pulses >= maliciousFrom) return validated ? SUSPICIOUS : { verdict: 'malicious', score: 8 };
  if (pulses > 0) return validated ? NONE : { verdict: 'suspicious', score: 7 };
  return validatedBy.some((list) => GOOD_LISTS.includes(list.toLowerCase())) ? { verdict: 'benign', score: 2 } : NONE;
}
