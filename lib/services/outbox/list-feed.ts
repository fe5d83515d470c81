import { and, asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { type Case, cases, outbox } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { accessTo, accessToCase } from '../../domain/permissions.ts';
import { isSetting, SETTINGS, type Setting } from '../../domain/settings.ts';
import { relationTo } from '../kernel/index.ts';
import { feedCursorOf, latestCursor, parseFeedCursor } from './cursor.ts';

type Subject = Pick<Case, 'restricted' | 'assigneeId' | 'collaborators' | 'watchers' | 'subjectMemberId'>;

export interface FeedItem {
  cursor: string;
  name: string;
  key: string | null;
  deliveryId: string | null;
  setting: Setting | null;
  /** Who may hear of it depends on the case. Null: it is about none. */
  subject: Subject | null;
  /** Only these members, by id; null: whoever may. */
  members: string[] | null;
}

export interface Feed {
  items: FeedItem[];
  /** Where to read on. */
  cursor: string;
  /** There may be more at once. */
  more: boolean;
}

/**
 * The committed events after a cursor, in one order for all readers, none missed. One reader in a process serves all its streams:
 * {@link mayHear} says for each who may hear what. A cursor that this database never gave (a restored copy) starts at the end.
 */
export async function listFeed(db: Db, after: string, limit: number): Promise<Feed> {
  const place = parseFeedCursor(after);
  if (!place || (await isFromElsewhere(db, place.xid)))
    return { items: [], cursor: await latestCursor(db), more: false };
  const rows = await db
    .select({
      xid: sql<string>`${outbox.xid}::text`,
      seq: outbox.seq,
      name: outbox.name,
      deliveryId: sql<string | null>`${outbox.data}->>'deliveryId'`,
      members: sql<string[] | null>`${outbox.data}->'members'`,
      setting: sql<string | null>`${outbox.data}->>'setting'`,
      caseId: outbox.caseId,
      number: cases.number,
      restricted: cases.restricted,
      assigneeId: cases.assigneeId,
      collaborators: cases.collaborators,
      watchers: cases.watchers,
      subjectMemberId: cases.subjectMemberId,
    })
    .from(outbox)
    .leftJoin(cases, eq(cases.id, outbox.caseId))
    .where(
      and(
        sql`(${outbox.xid}, ${outbox.seq}) > (${place.xid}::xid8, ${place.seq}::bigint)`,
        sql`${outbox.xid} < pg_snapshot_xmin(pg_current_snapshot())`,
      ),
    )
    .orderBy(asc(outbox.xid), asc(outbox.seq))
    .limit(limit);
  const last = rows.at(-1);
  return {
    items: rows
      // The event of a case that is gone is for nobody.
      .filter((row) => row.caseId === null || row.number !== null)
      .map((row) => ({
        cursor: feedCursorOf(row),
        name: row.name,
        key: row.number === null ? null : keyOf(row.number),
        deliveryId: row.deliveryId,
        members: row.members,
        setting: row.setting !== null && isSetting(row.setting) ? row.setting : null,
        subject:
          row.number === null
            ? null
            : {
                restricted: row.restricted!,
                assigneeId: row.assigneeId,
                collaborators: row.collaborators!,
                watchers: row.watchers!,
                subjectMemberId: row.subjectMemberId,
              },
      })),
    cursor: last ? feedCursorOf(last) : after,
    more: rows.length === limit,
  };
}

/** A transaction that this database has not begun yet. */
export async function isFromElsewhere(db: Db, xid: string): Promise<boolean> {
  const { rows } = await db.execute<{ elsewhere: boolean }>(
    sql`select ${xid}::xid8 > pg_snapshot_xmax(pg_current_snapshot()) as elsewhere`,
  );
  return rows[0]!.elsewhere;
}

/** Whether an event may be told to an actor: the same rule as for reading its case, or the setting. */
export function mayHear(actor: Actor, item: Pick<FeedItem, 'name' | 'subject' | 'setting' | 'members'>): boolean {
  if (actor.kind !== 'user' && actor.kind !== 'api_key') return true;
  if (item.setting !== null) return accessTo(actor.role, SETTINGS[item.setting]) === 'yes';
  if (item.members !== null && !item.members.includes(actor.id)) return false;
  if (item.members !== null && item.subject === null) return true;
  // It names no request: who may see which is asked when the list is fetched.
  if (item.name.startsWith('access/')) return accessTo(actor.role, 'access.read') !== 'no';
  if (item.subject === null) return accessTo(actor.role, 'case.read') !== 'no';
  return accessToCase(actor.role, 'case.read', relationTo(actor, item.subject));
}
