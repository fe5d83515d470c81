import { and, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import { cases, noticeRecipients, notices } from '../../db/schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import { forbidden } from '../errors.ts';
import { visibleCases } from '../kernel/index.ts';

/** The WHERE of an actor's own notices; only a member has any. What has been kept from him since is not among them. */
export function ownNotices(actor: Actor): SQL {
  if (actor.kind !== 'user') return sql`false`;
  return and(eq(noticeRecipients.memberId, actor.id), or(isNull(notices.caseId), visibleCases(actor) ?? sql`true`))!;
}

/** What {@link ownNotices} selects from. */
export const OWN_NOTICES = sql`${noticeRecipients} join ${notices} on ${notices.id} = ${noticeRecipients.noticeId}
  left join ${cases} on ${cases.id} = ${notices.caseId}`;

/** The member who asks; throws `forbidden` for a program. */
export function memberId(actor: Actor): string {
  if (actor.kind !== 'user') throw forbidden('Notices are told to members: sign in as one.');
  return actor.id;
}
