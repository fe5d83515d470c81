import type { Investigation } from './investigation.ts';

/** What an investigation found, as it is called in comments and on pages. */
export const VERDICT_NAMES: Readonly<Record<Investigation['verdict'], string>> = {
  malicious: 'Malicious',
  suspicious: 'Suspicious',
  benign: 'Benign',
  undetermined: 'Undetermined',
};
