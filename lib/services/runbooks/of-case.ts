import { and, eq } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, runbooks, runbookVersions } from '../../db/schema/index.ts';
import type { Runbook } from '../../domain/runbook.ts';

/** The runbook of a case, in the version that the case began with; undefined where it has none. */
export async function runbookOf(
  db: Db | Tx,
  of: Pick<Case, 'runbook' | 'runbookVersion'>,
): Promise<Pick<Runbook, 'key' | 'name' | 'phases'> | undefined> {
  if (of.runbook === null) return undefined;
  const [current] = await db.select().from(runbooks).where(eq(runbooks.key, of.runbook));
  if (!current || of.runbookVersion === null || of.runbookVersion === current.version) return current;
  const [kept] = await db
    .select()
    .from(runbookVersions)
    .where(and(eq(runbookVersions.key, of.runbook), eq(runbookVersions.version, of.runbookVersion)));
  return kept ?? current;
}
