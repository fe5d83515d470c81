import { eq } from 'drizzle-orm';
import { members } from '../../db/schema/index.ts';
import type { Candidate } from '../../domain/routing.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { openCases } from './view.ts';

/** All human members with what the rules of assignment ask of them. */
export async function assignmentCandidates({ ctx }: { ctx: Ctx }): Promise<Candidate[]> {
  authorize(ctx.actor, 'member.read');
  const rows = await ctx.db.select().from(members).where(eq(members.kind, 'user'));
  const open = await openCases(
    ctx.db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({ ...row, disabled: row.disabledAt !== null, openCases: open.get(row.id) ?? 0 }));
}
