import { z } from 'zod';
import { ResolutionVerdict } from './case-state.ts';

/** Body of POST closing-macros. */
export const ClosingMacroInput = z.strictObject({
  title: z.string().trim().min(1).max(80),
  verdict: ResolutionVerdict,
  summary: z.string().trim().min(1).max(20_000),
});
export type ClosingMacroInput = z.infer<typeof ClosingMacroInput>;

/** Ready endings that every installation has: a start of the summary, with what is to be filled in. */
export const SHIPPED_MACROS = [
  {
    id: 'contained',
    title: 'Attack contained',
    verdict: 'true_positive',
    summary:
      '**Found:** what happened, on which systems, by which way in.\n\n**Done:** what was isolated, disabled or rotated, and when.\n\n**Left:** what is still watched, and until when.',
  },
  {
    id: 'expected',
    title: 'Expected activity',
    verdict: 'benign_positive',
    summary:
      'The alert is right about what happened, and it was meant to happen: who did it, why, and who confirmed it.',
  },
  {
    id: 'wrong-rule',
    title: 'Detection was wrong',
    verdict: 'false_positive',
    summary: 'What the rule took for an attack, and why it is none. **Tuning:** what to change in the rule.',
  },
  {
    id: 'test',
    title: 'Announced test',
    verdict: 'authorized_test',
    summary: 'Part of an announced test: by whom, under which name, until when.',
  },
  {
    id: 'inconclusive',
    title: 'Not enough evidence',
    verdict: 'undetermined',
    summary: 'What was looked at, what is missing to decide, and what would open the case again.',
  },
] as const satisfies readonly (ClosingMacroInput & { id: string })[];
