import { z } from 'zod';
import { isTooWide } from '../command-line/index.ts';

/** What an administrator sets about the analysis of a case's alerts. */
export const INTEL_PARAMETERS = {
  condition: z
    .string()
    .trim()
    .max(4_000)
    .default('')
    .describe(
      'JSONata over the alert as it came, such as severity >= 40 and product = "epp". Only events for which it is true are analysed. Empty: all.',
    ),
  onAlerts: z
    .boolean()
    .default(true)
    .describe('Analyse the alerts that come to a case. Otherwise by the button and on schedule alone.'),
  quietSeconds: z
    .number()
    .int()
    .min(1)
    .max(600)
    .default(5)
    .describe(
      'Seconds without another alert on the case after which its new alerts are analysed, all of them at once.',
    ),
  longestQuietSeconds: z
    .number()
    .int()
    .min(1)
    .max(3_600)
    .default(30)
    .describe('Seconds after which they are analysed although alerts keep coming.'),
  knownGood: z
    .array(
      z
        .string()
        .trim()
        .min(1)
        .max(500)
        .refine(
          (pattern) => !isTooWide(pattern),
          'This would clear whatever is run. Write the program, and what it is told to do.',
        ),
    )
    .max(500)
    .default([])
    .describe(
      'Command lines that are known to be good and are not analysed. * stands for anything but another program or folder; a pattern with * clears no line that does something malicious, compressed parts included. To clear such a line, write it out.',
    ),
  mostAlerts: z
    .number()
    .int()
    .min(1)
    .max(500)
    .default(100)
    .describe('Most alerts that one run reads: those that nobody has read first, then the newest.'),
  mostCommandLines: z
    .number()
    .int()
    .min(0)
    .max(200)
    .default(50)
    .describe('Most command lines that one run has analysed.'),
  mostIndicators: z
    .number()
    .int()
    .min(0)
    .max(1_000)
    .default(500)
    .describe(
      'Most indicators that one run has the sources asked about: those that nobody was asked about first. The next run, which follows by itself, takes the rest.',
    ),
};
