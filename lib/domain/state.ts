import { z } from 'zod';
import { Stage, State } from './case-state.ts';

const name = z.string().trim().min(1).max(60);
const next = z
  .array(State)
  .max(100)
  .transform((ids) => [...new Set(ids)]);
const position = z.number().int().min(0).max(10_000);

/** Body of POST states. Without an id it is made of the name; without `next` and `from` the new state stands beside those of its stage. */
export const StateInput = z.strictObject({
  id: State.optional(),
  name,
  stage: Stage,
  position: position.optional(),
  /** Where a case may go from it. */
  next: next.optional(),
  /** From which states a case may come to it. */
  from: next.optional(),
});
export type StateInput = z.input<typeof StateInput>;

/** Body of PATCH states/{id}. The id and the stage never change: history and automations refer to them. */
export const StatePatch = z
  .strictObject({
    name: name.optional(),
    position: position.optional(),
    next: next.optional(),
    retired: z.boolean().optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'Name at least one field to change.');
export type StatePatch = z.input<typeof StatePatch>;
