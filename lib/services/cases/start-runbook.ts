import type { Tx } from '../../db/client.ts';
import { newId } from '../../db/id.ts';
import { runbooks, type Task, tasks } from '../../db/schema/index.ts';
import { pickRunbook, type RunbookTask } from '../../domain/runbook.ts';
import { invalid } from '../errors.ts';
import { remembered, type TxCtx } from '../kernel/index.ts';
import { isAsked } from '../settings/is-asked.ts';

const loadRunbooks = (tx: Tx) => tx.select().from(runbooks);

/**
 * The runbook of a new case: the one that was named, else the most specific for its category and source. Its tasks are copied to the
 * case, so that a later edit of the runbook leaves work in progress alone.
 */
export async function startRunbook(
  ctx: TxCtx,
  fields: { runbook?: string | null | undefined; category: string; source: string },
) {
  const all = await remembered(ctx, 'runbooks', loadRunbooks);
  const current = all.filter((runbook) => runbook.retiredAt === null);
  // An automation passes on what the house has set up, and must not fail on what was retired since.
  const choice = isAsked(ctx.actor) ? current : all;
  const named = fields.runbook ? choice.find((runbook) => runbook.key === fields.runbook) : undefined;
  if (fields.runbook && !named)
    throw invalid([
      {
        pointer: '/runbook',
        message: `There is no runbook “${fields.runbook}”. Known: ${current.map((r) => r.key).join(', ')}.`,
      },
    ]);
  const picked = fields.runbook === null ? null : (named ?? pickRunbook(current, fields));
  const phases = picked?.phases ?? [];
  const listed: Placed[] = phases
    .flatMap((phase) => phase.tasks.map((task) => ({ ...task, phase: phase.key })))
    .map((task, position) => ({ ...task, position }));
  /** The rows of its tasks on a case: of all, or of those that are wanted. */
  const tasksOf = (caseId: string, wanted: readonly Placed[] = listed): Task[] =>
    wanted.map(({ phase, position, title, mandatory, action, dueSeconds }) => ({
      id: newId(),
      caseId,
      phase,
      position,
      title,
      mandatory,
      own: false,
      action: action ?? null,
      assigneeId: null,
      dueAt: dueSeconds === undefined ? null : new Date(ctx.now.getTime() + dueSeconds * 1000),
      doneAt: null,
      doneBy: null,
    }));
  return {
    picked,
    key: picked?.key ?? null,
    version: picked?.version ?? null,
    phase: phases[0]?.key ?? null,
    phases,
    /** What it asks for, in order. */
    tasks: listed,
    tasksOf,
    /** Copies those of its tasks to a case that are left to do. */
    async writeTasks(caseId: string, wanted: readonly Placed[]): Promise<void> {
      if (wanted.length > 0) await ctx.tx.insert(tasks).values(tasksOf(caseId, wanted));
    },
  };
}

/** A task of a runbook, with the key of its phase and its place among all. */
type Placed = RunbookTask & { phase: string; position: number };
