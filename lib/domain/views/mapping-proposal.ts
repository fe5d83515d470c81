import { z } from 'zod';
import { AiWhy } from './ai-output.ts';
import { MappingPreview } from './intake.ts';

/** A body that a source sends, pasted by an administrator. */
export const ProposeMapping = z.strictObject({
  connector: z.string().min(1).max(80),
  /** The body's JSON text. */
  body: z.string().min(1).max(1_000_000),
});

/** A mapping for a pasted body, to be read, changed and saved by a person. */
export const MappingProposalView = z.object({
  expression: z.string(),
  by: z.enum(['model', 'rules']),
  model: z.string().nullable(),
  /** Why the rules made it although there is a model, in a sentence. */
  reason: z.string().nullable(),
  why: AiWhy,
  /** Which place of the body is which field of a case. */
  fields: z.array(z.object({ field: z.string(), path: z.string() })),
  observables: z.array(z.object({ path: z.string(), type: z.string() })),
  /** Fields that a case needs and the body seems not to have. */
  missing: z.array(z.string()),
  /** What the expression makes of the body. */
  preview: MappingPreview,
});
export type MappingProposalView = z.infer<typeof MappingProposalView>;
