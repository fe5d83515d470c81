import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type CaseViewRow, members } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import type { SavedView } from '../../domain/views/case-list.ts';
import type { MemberRef } from '../../domain/views/common.ts';
import { may } from '../kernel/index.ts';

/** Whether an actor may change a view: his own; a shared one who manages them, too. */
export function mayChange(actor: Actor, view: Pick<CaseViewRow, 'ownerId' | 'shared'>): boolean {
  if (actor.kind === 'user' && view.ownerId === actor.id) return true;
  return view.shared && may(actor, 'view.manage');
}

export function savedView(
  actor: Actor,
  row: CaseViewRow,
  owner: MemberRef | null,
  count: SavedView['count'],
): SavedView {
  return {
    id: row.id,
    name: row.name,
    shared: row.shared,
    owner,
    mine: mayChange(actor, row),
    query: row.query,
    count,
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Who made a view; null for an API key. */
export async function ownerOf(db: Db | Tx, { ownerId }: Pick<CaseViewRow, 'ownerId'>): Promise<MemberRef | null> {
  if (!ownerId) return null;
  const [found] = await db
    .select({ id: members.id, name: members.name, kind: members.kind })
    .from(members)
    .where(eq(members.id, ownerId));
  return found ?? null;
}
