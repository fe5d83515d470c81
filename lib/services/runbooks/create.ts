import { runbooks } from '../../db/schema/index.ts';
import { RunbookInput } from '../../domain/runbook.ts';
import { slugOf } from '../../domain/slug.ts';
import type { RunbookView } from '../../domain/views/settings.ts';
import { conflict, invalid } from '../errors.ts';
import { authorize, type Ctx, codeOf, diffOf, parse, transact, writeAudit } from '../kernel/index.ts';
import { holdRunbooks, requireActions, requireOwnScope } from './rules.ts';
import { runbookView } from './view.ts';

/** Adds a runbook. Errors: `invalid`; `conflict` where its key is taken, or another one is picked for the same category and source. */
export async function createRunbook({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<RunbookView> {
  authorize(ctx.actor, 'runbook.write');
  const { key: given, ...contents } = parse(RunbookInput, input);
  const key = given ?? slugOf(contents.name, '-', 64);
  if (!/^[a-z]/.test(key))
    throw invalid([{ pointer: '/key', message: 'Write a key that begins with a letter from a to z.' }]);
  requireActions(contents.phases);
  try {
    return await transact(ctx, 'runbooks.create', async (tx) => {
      requireOwnScope(await holdRunbooks(tx), { key, ...contents });
      const [made] = await tx.tx
        .insert(runbooks)
        .values({ key, ...contents, updatedAt: tx.now })
        .returning();
      const diff = diffOf({}, { ...contents, version: 1 });
      await writeAudit(tx, { action: 'runbook.create', entity: 'runbook', entityId: key, diff });
      return runbookView(made!);
    });
  } catch (error) {
    if (codeOf(error) === '23505')
      throw conflict(`There is, or was, a runbook with the key “${key}”. Name another key.`);
    throw error;
  }
}
