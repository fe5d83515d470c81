import { eq } from 'drizzle-orm';
import { tasks } from '../../db/schema/index.ts';
import { authorizeFor, lockCase } from '../cases/fetch.ts';
import { touchCase } from '../cases/save.ts';
import { conflict } from '../errors.ts';
import { type Ctx, transact } from '../kernel/index.ts';
import { findTask } from './known.ts';
import { tellTask } from './tell.ts';

/** Removes a task that was added on the case. Those of the runbook stay: `conflict`. */
export async function removeTask({ ctx, input }: { ctx: Ctx; input: { key: string; taskId: string } }): Promise<void> {
  await authorizeFor(ctx, input.key, 'case.update');
  return transact(ctx, 'tasks.remove', async (tx) => {
    const of = await lockCase(tx, input.key, 'case.update');
    const task = await findTask(tx, of, input.taskId);
    if (!task.own) throw conflict('This task comes from the runbook and stays. Change the runbook, or tick it.');
    await tx.tx.delete(tasks).where(eq(tasks.id, task.id));
    await touchCase(tx, of);
    await tellTask(tx, of, task, {
      summary: `Removed the task “${task.title}”`,
      diff: { title: { from: task.title, to: null } },
    });
  });
}
