import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import {
  type Case,
  cases,
  type Member,
  members,
  type Notice,
  noticePreferences,
  noticeRecipients,
  notices,
} from '../../db/schema/index.ts';
import { NO_PREFERENCES, type NoticePreferences } from '../../domain/notifications/index.ts';
import { isPublic, maySee } from './recipients.ts';

export interface Recipient {
  member: Pick<Member, 'id' | 'name' | 'email'>;
  preferences: NoticePreferences;
  /** Has seen it in the centre. */
  read: boolean;
}

export interface NoticeToSend {
  notice: Notice;
  of: Case | null;
  /** Those whom it still concerns: a member who is disabled by now, or may not see the case any more, is not among them. */
  recipients: Recipient[];
  /** It may be said where anybody may listen. */
  isPublic: boolean;
}

/** A notice with its case and recipients as they are now; null where it was taken back. */
export async function readNotice(db: Db, id: string): Promise<NoticeToSend | null> {
  const [found] = await db
    .select({ notice: notices, of: cases })
    .from(notices)
    .leftJoin(cases, eq(cases.id, notices.caseId))
    .where(eq(notices.id, id));
  if (!found) return null;
  const { notice, of } = found;
  const rows = await db
    .select({ member: members, chosen: noticePreferences, readAt: noticeRecipients.readAt })
    .from(noticeRecipients)
    .innerJoin(members, eq(members.id, noticeRecipients.memberId))
    .leftJoin(noticePreferences, eq(noticePreferences.memberId, noticeRecipients.memberId))
    .where(and(eq(noticeRecipients.noticeId, id), isNull(members.disabledAt)))
    .orderBy(asc(noticeRecipients.memberId));
  const recipients = rows
    .filter(({ member }) => of === null || maySee(member, of))
    .map(({ member, chosen, readAt }) => ({ member, preferences: chosen ?? NO_PREFERENCES, read: readAt !== null }));
  return { notice, of, recipients, isPublic: of === null || isPublic(of) };
}
