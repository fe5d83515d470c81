import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { members } from '../../db/schema/index.ts';
import type { DrawCandidate } from '../../domain/draw.ts';
import { openCases } from './view.ts';

/** All human members with what the rules of assignment ask of them. */
export async function assignmentCandidates(db: Db | Tx): Promise<DrawCandidate[]> {
  const rows = await db.select().from(members).where(eq(members.kind, 'user'));
  const open = await openCases(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({ ...row, disabled: row.disabledAt !== null, openCases: open.get(row.id) ?? 0 }));
}
