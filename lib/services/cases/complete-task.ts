import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { tasks } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import type { TaskView } from '../../domain/views/case.ts';
import { notFound } from '../errors.ts';
import { type Ctx, emit, isUuid, parse, transact, writeAudit, writeTimeline } from '../kernel/index.ts';
import { authorizeFor, lockCase } from './fetch.ts';
import { touchCase } from './save.ts';
import { taskView } from './view.ts';

const TaskPatch = z.strictObject({ done: z.boolean() });

/** Ticks a task of a case, or opens it again. */
export async function completeTask({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; taskId: string; patch: unknown };
}): Promise<TaskView> {
  await authorizeFor(ctx, input.key, 'case.update');
  const { done } = parse(TaskPatch, input.patch);
  if (!isUuid(input.taskId)) throw notFound('The task');
  return transact(ctx, 'cases.complete-task', async (tx) => {
    const of = await lockCase(tx, input.key, 'case.update');
    const [before] = await tx.tx
      .select()
      .from(tasks)
      .where(and(eq(tasks.id, input.taskId), eq(tasks.caseId, of.id)));
    if (!before) throw notFound('The task');
    if (done === (before.doneAt !== null)) return taskView(before);
    const [after] = await tx.tx
      .update(tasks)
      .set({ doneAt: done ? tx.now : null, doneBy: done ? refOf(tx.actor) : null })
      .where(eq(tasks.id, before.id))
      .returning();
    await touchCase(tx, of);
    await writeTimeline(tx, {
      caseId: of.id,
      kind: 'task',
      summary: done ? `Did the task “${before.title}”` : `Opened the task “${before.title}” again`,
      detail: { taskId: before.id, done },
    });
    await writeAudit(tx, {
      action: 'case.task',
      entity: 'case',
      entityId: keyOf(of.number),
      diff: { [`task ${before.title}`]: { from: before.doneAt !== null, to: done } },
    });
    const said = {
      key: keyOf(of.number),
      previous: { task: before.id, done: !done },
      current: { task: before.id, done },
      actor: refOf(tx.actor),
    };
    await emit(tx, 'case/updated', said, { caseId: of.id });
    return taskView(after!);
  });
}
