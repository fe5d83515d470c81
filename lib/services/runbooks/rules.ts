import { asc } from 'drizzle-orm';
import { type RunbookRow, runbooks } from '../../db/schema/index.ts';
import { QUICK_ACTIONS } from '../../domain/quick-actions.ts';
import type { Runbook } from '../../domain/runbook.ts';
import { conflict, invalid, pointerTo } from '../errors.ts';
import type { TxCtx } from '../kernel/index.ts';

/** All runbooks, locked until the transaction ends: what one is picked for is a question to all of them. */
export async function holdRunbooks(ctx: TxCtx): Promise<RunbookRow[]> {
  return ctx.tx.select().from(runbooks).orderBy(asc(runbooks.key)).for('update');
}

type Scope = Pick<Runbook, 'key' | 'category' | 'source'>;

/** Throws `conflict` where another runbook in use is picked for the same category and source: which one would be chance. */
export function requireOwnScope(all: readonly RunbookRow[], { key, category, source }: Scope): void {
  const same = (a: string | null, b: string | null) => a?.toLowerCase() === b?.toLowerCase();
  const other = all.find(
    (one) => one.key !== key && !one.retiredAt && same(one.category, category) && same(one.source, source),
  );
  if (other)
    throw conflict(`The runbook ${other.name} is picked for this category and source already. Retire it first.`);
}

/** Throws `invalid` for a task that starts a quick action that there is not. */
export function requireActions(phases: Runbook['phases']): void {
  const known = QUICK_ACTIONS.map(({ id }) => id);
  const problems = phases.flatMap((phase, at) =>
    phase.tasks.flatMap(({ action }, place) =>
      !action || known.includes(action)
        ? []
        : [
            {
              pointer: pointerTo('phases', at, 'tasks', place, 'action'),
              message: `There is no quick action “${action}”. Known: ${known.join(', ')}.`,
            },
          ],
    ),
  );
  if (problems.length > 0) throw invalid(problems);
}
