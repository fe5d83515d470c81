import { and, asc, eq, gt } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { members, presence } from '../../db/schema/index.ts';
import { GONE_AFTER_MS } from '../../domain/presence.ts';
import type { Onlooker } from '../../domain/views/collaboration.ts';

/** The moment before which a heartbeat counts no more. */
export const cutoff = (now: Date) => new Date(now.getTime() - GONE_AFTER_MS);

/** Who looks at a case at `now`, each once and by name, with what he edits on any of his pages. */
export async function onlookersOf(db: Db | Tx, caseId: string, now: Date): Promise<Onlooker[]> {
  const rows = await db
    .select({ id: members.id, name: members.name, kind: members.kind, editing: presence.editing })
    .from(presence)
    .innerJoin(members, eq(members.id, presence.memberId))
    .where(and(eq(presence.caseId, caseId), gt(presence.seenAt, cutoff(now))))
    .orderBy(asc(members.name), asc(members.id));
  return [...Map.groupBy(rows, (row) => row.id).values()].map((pages) => {
    const { id, name, kind } = pages[0]!;
    return { member: { id, name, kind }, editing: pages.find((page) => page.editing !== null)?.editing ?? null };
  });
}
