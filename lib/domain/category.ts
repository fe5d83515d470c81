import { z } from 'zod';

const name = z.string().trim().min(1).max(64);
const position = z.number().int().min(0).max(10_000);

/** Body of POST categories. The first name is the key for good: cases, runbooks, skills and policies refer to it. */
export const CategoryInput = z.strictObject({ name, position: position.optional() });
export type CategoryInput = z.input<typeof CategoryInput>;

/** Body of PATCH categories/{key}. */
export const CategoryPatch = z
  .strictObject({ name: name.optional(), position: position.optional(), retired: z.boolean().optional() })
  .refine((patch) => Object.keys(patch).length > 0, 'Name at least one field to change.');
export type CategoryPatch = z.input<typeof CategoryPatch>;
