import { eq, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Member, members } from '../../db/schema/index.ts';
import { invalid } from '../errors.ts';
import { isUuid } from '../kernel/index.ts';

/** The member with this id or e-mail. Throws `invalid` at `field` where there is none. */
export async function findMember(db: Db | Tx, who: string, field: string): Promise<Member> {
  const email = eq(sql`lower(${members.email})`, who.trim().toLowerCase());
  const [found] = await db
    .select()
    .from(members)
    .where(isUuid(who) ? or(eq(members.id, who), email) : email)
    .limit(1);
  if (!found)
    throw invalid([{ pointer: `/${field}`, message: `There is no member “${who}”. Write a member's id or e-mail.` }]);
  return found;
}
