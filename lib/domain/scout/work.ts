import { z } from 'zod';
import { ActorRef } from '../actor.ts';
import { SCOUT_ACTS } from './parameters.ts';

export const SCOUT_OUTCOMES = ['resolved', 'handed_over'] as const;
export type ScoutOutcome = (typeof SCOUT_OUTCOMES)[number];

/** One thing that Scout did on a case. */
export const ActDone = z.object({
  id: z.string(),
  act: z.enum(SCOUT_ACTS),
  /** In words, such as `Did the task “Look up the observables”`. */
  summary: z.string(),
  /** Ids of the facts that it rests on. */
  facts: z.array(z.string()),
  /** What taking it back needs; null: there is nothing to take back. */
  before: z.record(z.string(), z.unknown()).nullable(),
  undone: z.object({ at: z.iso.datetime(), by: ActorRef }).nullable(),
});
export type ActDone = z.infer<typeof ActDone>;

/** Body of POST scout/undo: one act, or all that can be taken back. */
export const ScoutUndo = z.strictObject({ act: z.uuid().optional() });
