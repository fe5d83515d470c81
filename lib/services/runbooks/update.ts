import { eq } from 'drizzle-orm';
import { runbooks, runbookVersions } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { RunbookPatch } from '../../domain/runbook.ts';
import type { RunbookView } from '../../domain/views/settings.ts';
import { conflict, notFound } from '../errors.ts';
import { authorize, type Ctx, diffOf, parse, transact, writeAudit } from '../kernel/index.ts';
import { holdRunbooks, requireActions, requireOwnScope } from './rules.ts';
import { runbookView } from './view.ts';

/**
 * Edits a runbook: its next version, with which new cases begin while running ones keep theirs. Retiring it is no new version: no case is
 * given it any more. Errors: `not_found`, `invalid`; `conflict` where `version` is not the current one, or another runbook is picked for the
 * same category and source.
 */
export async function updateRunbook({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; patch: unknown };
}): Promise<RunbookView> {
  authorize(ctx.actor, 'runbook.write');
  const { retired, version, ...contents } = parse(RunbookPatch, input.patch);
  if (contents.phases) requireActions(contents.phases);
  return transact(ctx, 'runbooks.update', async (tx) => {
    const all = await holdRunbooks(tx);
    const before = all.find(({ key }) => key === input.key);
    if (!before) throw notFound('The runbook');
    if (version !== undefined && version !== before.version)
      throw conflict(`Version ${before.version} is the current one: somebody has edited it since version ${version}.`);
    const next = { ...before, ...contents };
    const retiredAt = retired === undefined ? before.retiredAt : retired ? (before.retiredAt ?? tx.now) : null;
    const edited = Object.keys(diffOf(before, contents)).length > 0;
    const change = { ...contents, retiredAt, ...(edited && { version: before.version + 1 }) };
    const diff = diffOf(before, change);
    if (Object.keys(diff).length === 0) return runbookView(before);
    if (retiredAt === null) requireOwnScope(all, next);
    if (edited) {
      const { key, name, category, source, phases } = before;
      const kept = { key, version: before.version, name, category, source, phases };
      await tx.tx.insert(runbookVersions).values({ ...kept, replacedAt: tx.now, replacedBy: refOf(tx.actor) });
    }
    const [after] = await tx.tx
      .update(runbooks)
      .set({ ...change, updatedAt: tx.now })
      .where(eq(runbooks.key, before.key))
      .returning();
    await writeAudit(tx, { action: 'runbook.update', entity: 'runbook', entityId: before.key, diff });
    return runbookView(after!);
  });
}
