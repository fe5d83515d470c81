import { z } from 'zod';

/** Why a promise was broken. `automation` is what a program gives that closes a case by itself, `merged` what a merge does that ends one. */
export const BREACH_CODES = [
  'waiting_for_user',
  'waiting_for_vendor',
  'workload',
  'handover',
  'complex_investigation',
  'late_detection',
  'wrong_target',
  'tool_outage',
  'automation',
  'merged',
  'other',
] as const;
export type BreachCode = (typeof BREACH_CODES)[number];

/** Those that a person chooses from: the others say themselves what ended the case. */
export const CHOSEN_CODES = BREACH_CODES.filter((code) => code !== 'automation' && code !== 'merged');

export const BREACH_LABELS: Record<BreachCode, string> = {
  waiting_for_user: 'Waited for the user or owner',
  waiting_for_vendor: 'Waited for a vendor',
  workload: 'Too much at once',
  handover: 'Lost between two shifts',
  complex_investigation: 'The investigation took longer',
  late_detection: 'The alert came late',
  wrong_target: 'Severity or target was wrong',
  tool_outage: 'A tool was down',
  automation: 'Handled by an automation',
  merged: 'Merged into another case',
  other: 'Something else',
};

/** A reason for a breach: one of the codes, and words, which `other` needs. */
export const BreachReason = z
  .strictObject({ code: z.enum(BREACH_CODES), text: z.string().trim().max(2000).optional() })
  .refine((reason) => reason.code !== 'other' || !!reason.text, {
    path: ['text'],
    message: 'Say in a few words what it was.',
  });
export type BreachReason = z.infer<typeof BreachReason>;
