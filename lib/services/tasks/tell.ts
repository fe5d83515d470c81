import type { Case, Task } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { type Diff, emit, type TxCtx, writeAudit, writeTimeline } from '../kernel/index.ts';

/** Leaves a change of a task on the timeline, in the audit log and in the outbox. */
export async function tellTask(
  ctx: TxCtx,
  of: Case,
  task: Pick<Task, 'id' | 'title'>,
  { summary, diff }: { summary: string; diff: Diff },
): Promise<void> {
  const key = keyOf(of.number);
  const side = (which: 'from' | 'to') =>
    Object.fromEntries(Object.entries(diff).map(([field, change]) => [field, change[which]]));
  await writeTimeline(ctx, { caseId: of.id, kind: 'task', summary, detail: { taskId: task.id, ...side('to') } });
  await writeAudit(ctx, {
    action: 'case.task',
    entity: 'case',
    entityId: key,
    diff: Object.fromEntries(Object.entries(diff).map(([field, change]) => [`task ${task.title}: ${field}`, change])),
  });
  const said = {
    key,
    previous: { task: task.id, ...side('from') },
    current: { task: task.id, ...side('to') },
    actor: refOf(ctx.actor),
  };
  await emit(ctx, 'case/updated', said, { caseId: of.id });
}
