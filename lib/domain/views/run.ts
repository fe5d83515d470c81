import { z } from 'zod';
import { Moment } from './common.ts';

export const RunStatus = z.enum(['queued', 'running', 'waiting', 'completed', 'failed', 'cancelled', 'skipped']);
const RunError = z.object({ name: z.string(), message: z.string() });

export const RunListItem = z.object({
  id: z.string(),
  automation: z.string(),
  /** The automation as people call it. */
  title: z.string(),
  status: RunStatus,
  event: z.object({ id: z.string(), name: z.string() }),
  caseKey: z.string().nullable(),
  deliveryId: z.string().nullable(),
  replayOf: z.string().nullable(),
  /** Why it was skipped, or what it waits for. */
  reason: z.string().nullable(),
  createdAt: Moment,
  startedAt: Moment.nullable(),
  endedAt: Moment.nullable(),
  error: RunError.nullable(),
});
export type RunListItem = z.infer<typeof RunListItem>;

export const StepView = z.object({
  id: z.string(),
  name: z.string(),
  op: z.string(),
  status: z.enum(['running', 'completed', 'failed', 'retrying', 'waiting']),
  attempt: z.number().int(),
  startedAt: Moment.nullable(),
  endedAt: Moment.nullable(),
  retryAt: Moment.nullable(),
  output: z.unknown().optional(),
  error: RunError.nullable(),
});
export type StepView = z.infer<typeof StepView>;

export const RunView = z.object({
  ...RunListItem.shape,
  event: z.object({ id: z.string(), name: z.string(), data: z.record(z.string(), z.unknown()) }),
  output: z.unknown().optional(),
  steps: z.array(StepView),
  /** What the same event started or skipped beside this run. */
  siblings: z.array(RunListItem),
});
export type RunView = z.infer<typeof RunView>;

export const AutomationView = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  triggers: z.array(
    z.object({ event: z.string(), action: z.string().optional(), owner: z.enum(['user', 'ai']).optional() }),
  ),
  enabled: z.boolean(),
  /** Of one that the calendar starts, when it does so next; null where it does not, or is off. */
  nextRunAt: Moment.nullable(),
  parameters: z.record(z.string(), z.unknown()),
  /** JSON Schema of the parameters, for the form. */
  parametersSchema: z.record(z.string(), z.unknown()),
  last24h: z.object({
    completed: z.number().int(),
    failed: z.number().int(),
    skipped: z.number().int(),
    active: z.number().int(),
    lastRunAt: Moment.nullable(),
    p50Ms: z.number().nullable(),
  }),
});
export type AutomationView = z.infer<typeof AutomationView>;
