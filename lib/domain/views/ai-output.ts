import { z } from 'zod';
import { AiTaskId } from '../ai.ts';

/** Something that a text from outside tries: the words that gave it away, and where. */
export const InjectionFlag = z.object({
  /** Which of the detector's tables knew it. */
  kind: z.string(),
  /** Where in the input it stands, such as `fields.3.value`. */
  path: z.string(),
  /** The words as they are read, cut. */
  excerpt: z.string(),
});

/** What a model or the rules answered, with all that is needed to ask why. */
export const AiOutputView = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  task: AiTaskId,
  title: z.string(),
  by: z.enum(['model', 'rules']),
  /** The model's name; null where the rules answered. */
  model: z.string().nullable(),
  promptVersion: z.number().int(),
  /** SHA-256 of the input's canonical JSON. */
  inputHash: z.string(),
  /** Why the rules answered although a model was asked for, in a sentence. */
  reason: z.string().nullable(),
  tokens: z.number().int(),
  milliseconds: z.number().int(),
  /** An earlier answer to the same input was taken. */
  cached: z.boolean(),
  flags: z.array(InjectionFlag),
  output: z.unknown(),
  runId: z.string().nullable(),
});
export type AiOutputView = z.infer<typeof AiOutputView>;

/** What is behind an answer that is shown elsewhere: who gave it, for what, at what cost. */
export const AiWhy = AiOutputView.pick({
  id: true,
  at: true,
  by: true,
  model: true,
  promptVersion: true,
  inputHash: true,
  reason: true,
  tokens: true,
  milliseconds: true,
  cached: true,
  runId: true,
});
export type AiWhy = z.infer<typeof AiWhy>;
