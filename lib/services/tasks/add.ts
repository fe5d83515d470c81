import { eq, sql } from 'drizzle-orm';
import { newId } from '../../db/id.ts';
import { tasks } from '../../db/schema/index.ts';
import { TaskInput } from '../../domain/task.ts';
import type { TaskView } from '../../domain/views/case.ts';
import { authorizeFor, lockCase } from '../cases/fetch.ts';
import { taskView } from '../cases/view.ts';
import { conflict } from '../errors.ts';
import { flagOrders } from '../injections/flag-orders.ts';
import { type Ctx, parse, transact } from '../kernel/index.ts';
import { findDoer, touchWith } from './assignee.ts';
import { phaseFor, requireAction } from './known.ts';
import { tellTask } from './tell.ts';

/** More than anybody works through; a program that adds without end is stopped. */
const MOST_TASKS = 500;

/** Adds a task of the case's own, after those that it has. */
export async function addTask({ ctx, input }: { ctx: Ctx; input: { key: string; task: unknown } }): Promise<TaskView> {
  await authorizeFor(ctx, input.key, 'case.update');
  const wanted = parse(TaskInput, input.task);
  requireAction(wanted.action);
  return transact(ctx, 'tasks.add', async (tx) => {
    const of = await lockCase(tx, input.key, 'case.update');
    const doer = await findDoer(tx, of, wanted.assignee);
    const phase = await phaseFor(tx, of, wanted.phase);
    const [known] = await tx.tx
      .select({ count: sql<number>`count(*)::int`, next: sql<number>`coalesce(max(${tasks.position}) + 1, 0)::int` })
      .from(tasks)
      .where(eq(tasks.caseId, of.id));
    if (known!.count >= MOST_TASKS) throw conflict(`A case holds at most ${MOST_TASKS} tasks. Remove some first.`);
    const [made] = await tx.tx
      .insert(tasks)
      .values({
        id: newId(),
        caseId: of.id,
        phase,
        position: known!.next,
        title: wanted.title,
        mandatory: wanted.mandatory ?? false,
        own: true,
        action: wanted.action ?? null,
        assigneeId: doer?.id ?? null,
        dueAt: wanted.dueAt ?? null,
      })
      .returning();
    await touchWith(tx, of, doer);
    await tellTask(tx, of, made!, {
      summary: `Added the task “${made!.title}”${doer ? ` for ${doer.name}` : ''}`,
      diff: { title: { from: null, to: made!.title } },
    });
    await flagOrders(tx, of.id, [{ field: 'task', id: made!.id, text: made!.title }]);
    return taskView(made!, doer);
  });
}
