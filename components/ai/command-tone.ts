import type { CommandVerdict } from '#lib/domain/command-verdict.ts';
import type { Tone } from '../ui/tone.ts';

/** The colour of what a command line is held for. */
export const COMMAND_TONE: Readonly<Record<CommandVerdict, Tone>> = {
  benign: 'ok',
  unknown: 'plain',
  suspicious: 'high',
  malicious: 'critical',
};
