import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, caseObservables, members, observables } from '../../db/schema/index.ts';
import { mayBePerson, type NamedAccount } from '../../domain/scout/vip.ts';
import { type TxCtx, writeTimeline } from '../kernel/index.ts';

/** An account by which a case names a person. */
export interface CaseAccount extends NamedAccount {
  /** Of the observable, or of the member whom the case is about. */
  id: string;
}

/** The accounts that a case names, of machines too: in whatever role, as an address of one of our own domains is our own, and is a person's. */
export async function accountsOf(
  db: Db | Tx,
  { id, subjectMemberId }: Pick<Case, 'id' | 'subjectMemberId'>,
): Promise<CaseAccount[]> {
  const named = await db
    .select({ id: observables.id, type: observables.type, value: observables.value })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .where(and(eq(caseObservables.caseId, id), inArray(observables.type, ['user', 'email'])));
  const about =
    subjectMemberId === null
      ? []
      : await db.select({ id: members.id, value: members.email }).from(members).where(eq(members.id, subjectMemberId));
  return [...(named as CaseAccount[]), ...about.map((one) => ({ ...one, type: 'email' as const }))];
}

/** So many accounts one word is kept for; of those behind them nothing is known. */
const MOST_ACCOUNTS = 500;

/** What an entry on the timeline keeps of a word that these are no VIPs. Whoever is named later, or comes with a merge, is none of them. */
export const noVipOf = (accounts: readonly CaseAccount[]) => ({
  noVipOf: accounts.slice(0, MOST_ACCOUNTS).map(({ id }) => id),
});

/** The ids of all accounts of whom a person, or the directory, has said on this case that they are no VIPs, since it was last one's. */
export async function saidNoVip(db: Db | Tx, { id }: Pick<Case, 'id'>): Promise<Set<string>> {
  const { rows } = await db.execute<{ id: string }>(sql`
    with entry as (select seq, detail from timeline where case_id = ${id} and kind = 'updated')
    select distinct jsonb_array_elements_text(detail -> 'noVipOf') as id from entry
    where detail ? 'noVipOf'
      and seq > coalesce((select max(seq) from entry where detail #>> '{fields,vip,to}' = 'true'), 0)`);
  return new Set(rows.map((row) => row.id));
}

/**
 * Keeps a person's word that nobody whom a case names is a VIP, where it is news of somebody: an entry of its own, by whoever said it. It raises no version,
 * since who edits the case meanwhile has missed nothing.
 */
export async function keepNoVip(ctx: TxCtx, of: Case): Promise<void> {
  const said = await saidNoVip(ctx.tx, of);
  const people = (await accountsOf(ctx.tx, of)).filter(mayBePerson);
  if (people.every(({ id }) => said.has(id))) return;
  const summary = 'Said that no user of the case is a VIP';
  await writeTimeline(ctx, { caseId: of.id, kind: 'updated', summary, detail: noVipOf(people) });
}

/** The accounts of a case that a directory calls so: its identifiers or logins, in any case. */
export async function accountsCalled(db: Db | Tx, of: Case, names: readonly string[]): Promise<CaseAccount[]> {
  const called = new Set(names.map((name) => name.toLowerCase()));
  return (await accountsOf(db, of)).filter(({ value }) => called.has(value.toLowerCase()));
}
