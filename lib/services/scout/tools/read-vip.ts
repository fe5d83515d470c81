import { and, eq, inArray } from 'drizzle-orm';
import { type Case, caseObservables, connectors, members, observables } from '../../../db/schema/index.ts';
import { type NamedAccount, type VipStanding, vipStanding } from '../../../domain/scout/vip.ts';
import { oktaUsersOf } from '../../cases/vip-question.ts';
import type { Reader } from '../reader.ts';

/**
 * Whether a case is a VIP's, by what a directory has told of those whom it names. Okta is the one that tells, and is asked about the users of its own
 * events before a case takes them: a case that names anybody else names one of whom nothing is known. In a house without it a case is what people
 * and programs have said of it, since nobody could ever tell more.
 */
export async function readVip({ db }: Reader, of: Case): Promise<VipStanding> {
  const named = (await hasDirectory(db)) ? [...(await accountsOf(db, of.id)), ...(await subjectOf(db, of))] : [];
  return vipStanding({ kept: of, named, asked: await oktaUsersOf(db, of.id) });
}

async function hasDirectory(db: Reader['db']): Promise<boolean> {
  const on = await db
    .select({ id: connectors.id })
    .from(connectors)
    .where(and(eq(connectors.id, 'okta'), eq(connectors.enabled, true)));
  return on.length > 0;
}

/** In whatever role: an address of one of our own domains is our own, and is a person's. */
async function accountsOf(db: Reader['db'], caseId: string): Promise<NamedAccount[]> {
  const rows = await db
    .select({ type: observables.type, value: observables.value })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .where(and(eq(caseObservables.caseId, caseId), inArray(observables.type, ['user', 'email'])));
  return rows as NamedAccount[];
}

/** The member whom the case is about. */
async function subjectOf(db: Reader['db'], { subjectMemberId }: Case): Promise<NamedAccount[]> {
  if (subjectMemberId === null) return [];
  const rows = await db.select({ value: members.email }).from(members).where(eq(members.id, subjectMemberId));
  return rows.map(({ value }) => ({ type: 'email', value }));
}
