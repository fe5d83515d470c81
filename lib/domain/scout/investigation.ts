import { z } from 'zod';
import { NEXT_STEP_IDS } from './next-steps.ts';

export const SCOUT_VERDICTS = ['malicious', 'suspicious', 'benign', 'undetermined'] as const;
export type ScoutVerdict = (typeof SCOUT_VERDICTS)[number];

export const CONFIDENCES = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** One thing that speaks for the hypothesis or against it, with the ids of the facts that it rests on. */
export const EvidenceItem = z.object({
  side: z.enum(['for', 'against']),
  text: z.string(),
  facts: z.array(z.string()).min(1),
});
export type EvidenceItem = z.infer<typeof EvidenceItem>;

/** What Scout makes of a case. */
export const Investigation = z.object({
  hypothesis: z.string(),
  evidence: z.array(EvidenceItem),
  confidence: z.enum(CONFIDENCES),
  verdict: z.enum(SCOUT_VERDICTS),
  nextSteps: z.array(z.object({ step: z.enum(NEXT_STEP_IDS), facts: z.array(z.string()) })),
});
export type Investigation = z.infer<typeof Investigation>;

const WEIGHT: Record<ScoutVerdict, number> = { benign: 0, undetermined: 1, suspicious: 2, malicious: 3 };

/** The graver of two verdicts: what nobody can vouch for outweighs benign. */
export const graver = (a: ScoutVerdict, b: ScoutVerdict): ScoutVerdict => (WEIGHT[a] >= WEIGHT[b] ? a : b);
