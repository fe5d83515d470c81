import { isNull } from 'drizzle-orm';
import { type Case, members } from '../../db/schema/index.ts';
import { mentionedIn } from '../../domain/mention.ts';
import type { MemberRef } from '../../domain/views/common.ts';
import type { TxCtx } from '../kernel/index.ts';

/** Whom a comment mentions, and who watches the case then. The subject of the case is told nothing of it, and never watches it. */
export async function readMentions(
  ctx: TxCtx,
  of: Pick<Case, 'watchers' | 'subjectMemberId'>,
  body: string,
): Promise<{ mentions: MemberRef[]; watchers: string[] }> {
  if (!body.includes('@')) return { mentions: [], watchers: of.watchers };
  const people = await ctx.tx
    .select({ id: members.id, name: members.name, kind: members.kind })
    .from(members)
    .where(isNull(members.disabledAt));
  const mentions = mentionedIn(
    body,
    people.filter(({ id }) => id !== of.subjectMemberId),
  );
  const watching = mentions.filter(({ kind }) => kind === 'user').map(({ id }) => id);
  return { mentions, watchers: [...new Set([...of.watchers, ...watching])] };
}
