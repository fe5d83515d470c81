import { z } from 'zod';
import { MomentInput } from './moment.ts';

const title = z.string().trim().min(1).max(200);
/** A member's id or e-mail; null for nobody. */
const assignee = z.string().min(1).max(320).nullable();
const dueAt = MomentInput.nullable();
/** The id of the quick action that the task starts. */
const action = z.string().min(1).max(64).nullable();

/** Body of POST cases/{key}/tasks. Without a phase it belongs to the case's current one. */
export const TaskInput = z.strictObject({
  title,
  phase: z.string().min(1).max(40).optional(),
  mandatory: z.boolean().optional(),
  assignee: assignee.optional(),
  dueAt: dueAt.optional(),
  action: action.optional(),
});
export type TaskInput = z.input<typeof TaskInput>;

/** Body of PATCH cases/{key}/tasks/{id}: at least one field. */
export const TaskPatch = z
  .strictObject({
    done: z.boolean(),
    title,
    mandatory: z.boolean(),
    assignee,
    dueAt,
    action,
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, 'Name at least one field to change.');
export type TaskPatch = z.input<typeof TaskPatch>;

/** What the runbook says of its tasks: changed on a case only for tasks that were added there. */
export const RUNBOOK_FIELDS = ['title', 'mandatory', 'action'] as const;

/** Fields of a patch that this task does not let change: those of a runbook's task stand in the runbook. */
export function fixedFields(task: { own: boolean }, patch: Record<string, unknown>): string[] {
  return task.own ? [] : RUNBOOK_FIELDS.filter((field) => patch[field] !== undefined);
}
