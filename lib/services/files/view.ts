import { and, eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type CaseFile, observables } from '../../db/schema/index.ts';
import type { FileView } from '../../domain/views/evidence.ts';
import { valueHash } from '../observables/value-hash.ts';

/** Files as the API shows them, with what is held of their hashes. */
export async function fileViews(db: Db | Tx, rows: CaseFile[]): Promise<FileView[]> {
  const hashes = [...new Set(rows.map((row) => valueHash('sha256', row.sha256!)))];
  const known =
    hashes.length === 0
      ? []
      : await db
          .select({ id: observables.id, value: observables.value, verdict: observables.verdict })
          .from(observables)
          .where(and(inArray(observables.valueSha256, hashes), eq(observables.type, 'sha256')));
  const byHash = new Map(known.map((one) => [one.value, one]));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    bytes: row.bytes,
    sha256: row.sha256!,
    malware: row.malware,
    uploadedBy: row.uploadedBy,
    createdAt: row.createdAt.toISOString(),
    observableId: byHash.get(row.sha256!)?.id ?? null,
    verdict: byHash.get(row.sha256!)?.verdict ?? 'unknown',
    deleted:
      row.deletedAt && row.deletedBy
        ? { at: row.deletedAt.toISOString(), by: row.deletedBy, reason: row.deletedReason ?? '' }
        : null,
  }));
}
