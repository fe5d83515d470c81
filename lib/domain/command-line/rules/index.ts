import type { Rule } from '../rule.ts';
import { CREDENTIALS } from './credentials.ts';
import { DISCOVERY } from './discovery.ts';
import { DOWNLOAD } from './download.ts';
import { EVASION } from './evasion.ts';
import { EXECUTION } from './execution.ts';
import { COLLECTION, EXFILTRATION, IMPACT } from './impact.ts';
import { LATERAL, TUNNEL } from './network.ts';
import { PERSISTENCE } from './persistence.ts';

/** Every rule, in the order in which reasons are told. */
export const RULES: readonly Rule[] = [
  ...CREDENTIALS,
  ...IMPACT,
  ...EVASION,
  ...TUNNEL,
  ...DOWNLOAD,
  ...EXECUTION,
  ...PERSISTENCE,
  ...LATERAL,
  ...COLLECTION,
  ...EXFILTRATION,
  ...DISCOVERY,
];
