import { z } from 'zod';
import { Moment } from './common.ts';

/** POST automations/{id}/preview: what a condition says of the events of a case, the newest first. */
export const ConditionPreview = z.object({
  items: z.array(z.object({ id: z.string(), title: z.string(), at: Moment, fits: z.boolean() })),
  /** There are more events than were tried. */
  more: z.boolean(),
  /** Why it cannot be used, for who wrote it; null: it can. */
  problem: z.string().nullable(),
});
export type ConditionPreview = z.infer<typeof ConditionPreview>;
