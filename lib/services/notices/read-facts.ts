import { eq } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { cases, notices } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import type { NoticeKind } from '../../domain/notifications/index.ts';

export interface NoticeFacts {
  kind: NoticeKind;
  title: string;
  caseKey: string | null;
}

/** What a notice is about; null where it was taken back. */
export async function readNoticeFacts(db: Db, id: string): Promise<NoticeFacts | null> {
  const [found] = await db
    .select({ kind: notices.kind, title: notices.title, number: cases.number })
    .from(notices)
    .leftJoin(cases, eq(cases.id, notices.caseId))
    .where(eq(notices.id, id));
  if (!found) return null;
  const { kind, title, number } = found;
  return { kind, title, caseKey: number === null ? null : keyOf(number) };
}
