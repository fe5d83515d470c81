import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type CaseFile, caseFiles } from '../../db/schema/index.ts';
import { notFound } from '../errors.ts';
import { isUuid } from '../kernel/index.ts';

/** A file of a case whose content is there; throws `not_found` otherwise. */
export async function findFile(db: Db | Tx, caseId: string, id: string): Promise<CaseFile> {
  const [found] = isUuid(id)
    ? await db
        .select()
        .from(caseFiles)
        .where(
          and(
            eq(caseFiles.id, id),
            eq(caseFiles.caseId, caseId),
            isNotNull(caseFiles.completedAt),
            isNull(caseFiles.deletedAt),
          ),
        )
    : [];
  if (!found) throw notFound('The file');
  return found;
}
