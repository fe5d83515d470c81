import { newId } from '../../db/id.ts';
import { runbooks, tasks } from '../../db/schema/index.ts';
import { pickRunbook } from '../../domain/runbook.ts';
import { invalid } from '../errors.ts';
import type { TxCtx } from '../kernel/index.ts';

/**
 * The runbook of a new case: the one that was named, else the most specific for its category and source. Its tasks are copied to the
 * case, so that a later edit of the runbook leaves work in progress alone.
 */
export async function startRunbook(
  ctx: TxCtx,
  fields: { runbook?: string | null | undefined; category: string; source: string },
) {
  const all = await ctx.tx.select().from(runbooks);
  const named = fields.runbook ? all.find((runbook) => runbook.key === fields.runbook) : undefined;
  if (fields.runbook && !named)
    throw invalid([
      {
        pointer: '/runbook',
        message: `There is no runbook “${fields.runbook}”. Known: ${all.map((r) => r.key).join(', ')}.`,
      },
    ]);
  const picked = fields.runbook === null ? null : (named ?? pickRunbook(all, fields));
  return {
    key: picked?.key ?? null,
    phase: picked?.phases[0]?.key ?? null,
    async writeTasks(caseId: string): Promise<void> {
      const rows = (picked?.phases ?? []).flatMap((phase) =>
        phase.tasks.map((task) => ({
          id: newId(),
          caseId,
          phase: phase.key,
          title: task.title,
          mandatory: task.mandatory,
        })),
      );
      if (rows.length > 0) await ctx.tx.insert(tasks).values(rows.map((row, position) => ({ ...row, position })));
    },
  };
}
