import { eq } from 'drizzle-orm';
import { type Member, members, type Task, tasks } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { fixedFields, TaskPatch } from '../../domain/task.ts';
import type { TaskView } from '../../domain/views/case.ts';
import { authorizeFor, lockCase } from '../cases/fetch.ts';
import { taskView } from '../cases/view.ts';
import { invalid } from '../errors.ts';
import { flagOrders } from '../injections/flag-orders.ts';
import { type Ctx, type Diff, diffOf, parse, type TxCtx, transact } from '../kernel/index.ts';
import { findDoer, touchWith } from './assignee.ts';
import { findTask, requireAction } from './known.ts';
import { tellTask } from './tell.ts';

/**
 * Ticks a task, opens it again, gives it to somebody, sets when it is due; one that was added on the case may also be renamed, made mandatory
 * and tied to a quick action. A change of nothing writes nothing.
 */
export async function updateTask({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; taskId: string; patch: unknown };
}): Promise<TaskView> {
  await authorizeFor(ctx, input.key, 'case.update');
  const patch = parse(TaskPatch, input.patch);
  requireAction(patch.action);
  return transact(ctx, 'tasks.update', async (tx) => {
    const of = await lockCase(tx, input.key, 'case.update');
    const before = await findTask(tx, of, input.taskId);
    const fixed = fixedFields(before, patch);
    if (fixed.length > 0)
      throw invalid(
        fixed.map((field) => ({
          pointer: `/${field}`,
          message: 'This task comes from the runbook: change it there, or add a task of your own.',
        })),
      );
    const { done, assignee, ...plain } = patch;
    const doer = assignee === undefined ? await doerOf(tx, before) : await findDoer(tx, of, assignee);
    const wanted: Partial<Task> = { ...plain, assigneeId: doer?.id ?? null };
    const diff = diffOf(before, wanted);
    const ticked = done !== undefined && done !== (before.doneAt !== null);
    if (!ticked && Object.keys(diff).length === 0) return taskView(before, doer);
    const [after] = await tx.tx
      .update(tasks)
      .set({ ...wanted, ...(ticked ? { doneAt: done ? tx.now : null, doneBy: done ? refOf(tx.actor) : null } : {}) })
      .where(eq(tasks.id, before.id))
      .returning();
    await touchWith(tx, of, diff.assigneeId ? doer : null);
    await tellTask(tx, of, after!, {
      summary: sentenceOf(after!, diff, ticked ? done : null, doer),
      diff: { ...diff, ...(ticked ? { done: { from: !done, to: done } } : {}) },
    });
    if (diff.title)
      await flagOrders(tx, of.id, [{ field: 'task', id: before.id, text: after!.title, was: before.title }]);
    return taskView(after!, doer);
  });
}

async function doerOf(ctx: TxCtx, task: Task): Promise<Member | null> {
  if (task.assigneeId === null) return null;
  const [found] = await ctx.tx.select().from(members).where(eq(members.id, task.assigneeId));
  return found ?? null;
}

function sentenceOf(task: Task, diff: Diff, ticked: boolean | null, doer: Member | null): string {
  const named = `the task “${task.title}”`;
  if (ticked !== null) return ticked ? `Did ${named}` : `Opened ${named} again`;
  const [field, ...others] = Object.keys(diff);
  if (others.length > 0) return `Changed ${named}`;
  if (field === 'assigneeId') return doer ? `Gave ${named} to ${doer.name}` : `Took ${named} from its assignee`;
  if (field === 'title') return `Renamed the task “${diff.title!.from}” to “${task.title}”`;
  if (field === 'dueAt') return task.dueAt ? `Set when ${named} is due` : `Took away when ${named} is due`;
  return `Changed ${named}`;
}
