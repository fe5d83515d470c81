import { and, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { cases, type Member } from '../../db/schema/index.ts';
import { isOnShift, shiftByHand } from '../../domain/shift.ts';
import type { MemberView } from '../../domain/views/member.ts';
import { isOpenCase } from '../kernel/index.ts';

/** Members as the API shows them, with how many open cases each owns. */
export async function memberViews(db: Db | Tx, rows: Member[], now: Date): Promise<MemberView[]> {
  const open = await openCases(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    email: row.email,
    role: row.role,
    tier: row.tier,
    groups: row.groups,
    skills: row.skills,
    shift: row.shift,
    onShift: isOnShift(row, now),
    shiftByHand: byHand(row, now),
    onCall: row.onCall,
    eligible: row.eligible,
    disabled: row.disabledAt !== null,
    openCases: open.get(row.id) ?? 0,
    createdAt: row.createdAt.toISOString(),
  }));
}

function byHand(row: Member, now: Date): MemberView['shiftByHand'] {
  const set = shiftByHand(row, now);
  return set && { onShift: set.onShift, endsAt: set.endsAt?.toISOString() ?? null };
}

/** Cases in an open stage, by owner. */
export async function openCases(db: Db | Tx, memberIds: string[]): Promise<Map<string, number>> {
  if (memberIds.length === 0) return new Map();
  const rows = await db
    .select({ id: cases.assigneeId, count: sql<number>`count(*)::int` })
    .from(cases)
    .where(and(inArray(cases.assigneeId, memberIds), isOpenCase))
    .groupBy(cases.assigneeId);
  return new Map(rows.map((row) => [row.id!, row.count]));
}
