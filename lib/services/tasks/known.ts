import { and, eq } from 'drizzle-orm';
import { type Case, type Task, tasks } from '../../db/schema/index.ts';
import { QUICK_ACTIONS } from '../../domain/quick-actions.ts';
import { invalid, notFound } from '../errors.ts';
import { isUuid, type TxCtx } from '../kernel/index.ts';
import { runbookOf } from '../runbooks/of-case.ts';

/** Where tasks of a case without a runbook stand. */
export const NO_PHASE = 'none';

/** The task of a case; throws `not_found` for one of another case, too. */
export async function findTask(ctx: TxCtx, of: Case, id: string): Promise<Task> {
  const [found] = isUuid(id)
    ? await ctx.tx
        .select()
        .from(tasks)
        .where(and(eq(tasks.id, id), eq(tasks.caseId, of.id)))
    : [];
  if (!found) throw notFound('The task');
  return found;
}

/** Throws `invalid` unless there is such a quick action. */
export function requireAction(action: string | null | undefined): void {
  if (action && !QUICK_ACTIONS.some(({ id }) => id === action)) {
    const known = QUICK_ACTIONS.map(({ id }) => id).join(', ');
    throw invalid([{ pointer: '/action', message: `There is no quick action “${action}”. Known: ${known}.` }]);
  }
}

/** The phase that a new task belongs to: the one that was named, else the case's own. Throws `invalid` for one that its runbook lacks. */
export async function phaseFor(ctx: TxCtx, of: Case, named: string | undefined): Promise<string> {
  if (named === undefined) return of.phase ?? NO_PHASE;
  const runbook = await runbookOf(ctx.tx, of);
  const known = runbook?.phases.map(({ key }) => key) ?? [NO_PHASE];
  if (known.includes(named)) return named;
  throw invalid([
    { pointer: '/phase', message: `The case’s runbook has no phase “${named}”. Known: ${known.join(', ')}.` },
  ]);
}
