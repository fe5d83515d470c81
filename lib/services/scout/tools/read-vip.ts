import { and, eq, exists, or } from 'drizzle-orm';
import { type Case, connectorSecrets, connectors } from '../../../db/schema/index.ts';
import { type VipStanding, vipStanding } from '../../../domain/scout/vip.ts';
import { oktaUsersOf } from '../../cases/vip-question.ts';
import { accountsOf, saidNoVip } from '../../cases/vip-words.ts';
import type { Reader } from '../reader.ts';

/**
 * Whether a case is a VIP's, by what a directory or a person has told of those whom it names. Okta is the directory, and is asked about the users of its
 * own events before a case takes them: of anybody else nothing is known until somebody says it. In a house that never set one up a case is what people
 * and programs have said of it, since nobody could ever tell more.
 */
export async function readVip({ db }: Reader, of: Case): Promise<VipStanding> {
  if (!(await hasDirectory(db))) return vipStanding({ kept: of, named: [], asked: [] });
  const said = await saidNoVip(db, of);
  const named = (await accountsOf(db, of)).filter(({ id }) => !said.has(id));
  return vipStanding({ kept: of, named, asked: await oktaUsersOf(db, of.id) });
}

/** One that is switched off for now is one still: that it cannot be asked makes nobody known. */
async function hasDirectory(db: Reader['db']): Promise<boolean> {
  const access = db
    .select({ name: connectorSecrets.name })
    .from(connectorSecrets)
    .where(eq(connectorSecrets.connectorId, connectors.id));
  const found = await db
    .select({ id: connectors.id })
    .from(connectors)
    .where(and(eq(connectors.id, 'okta'), or(eq(connectors.enabled, true), exists(access))));
  return found.length > 0;
}
