import { and, desc, eq, max, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { caseEvents, caseObservables, observables } from '../../db/schema/index.ts';
import { isOpen } from '../../domain/case-state.ts';
import { OktaEvent } from '../../domain/okta/event.ts';
import { type OktaPerson, userOf } from '../../domain/okta/facts.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { findCase } from './fetch.ts';
import { oktaEventOf } from './okta-events.ts';

/** Of so many user observables it is asked, where a case has no event of Okta's. */
const MOST_OBSERVABLES = 50;

/**
 * Whom a case is about, while it is not known whether they are VIPs: the users of its Okta events by Okta's id or the login, or where it
 * has no such event its user observables.
 */
export async function readVipQuestion({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string };
}): Promise<{ open: boolean; users: string[] }> {
  authorize(ctx.actor, 'case.read');
  const found = await findCase(ctx.db, ctx, input.key);
  const users = (await inQuestion(ctx.db, found.id)).map(({ id, login }) => id ?? login!);
  return { open: found.vipUnknown && isOpen(found.stage), users: [...new Set(users)] };
}

/** The same users, as far as they are told. */
export async function inQuestion(db: Db | Tx, caseId: string): Promise<OktaPerson[]> {
  const named = await oktaUsersOf(db, caseId);
  return named.length > 0 ? named : userObservables(db, caseId);
}

/** The users of a case's Okta events, the latest first: of all events, as any of them may be about a VIP. */
export async function oktaUsersOf(db: Db | Tx, caseId: string): Promise<OktaPerson[]> {
  const rows = await db
    .select({
      actor: sql<unknown>`${oktaEventOf} -> 'actor'`,
      target: sql<unknown>`jsonb_path_query_array(${oktaEventOf}, '$.target[*] ? (@.type == "User" || @.type == "AppUser")')`,
    })
    .from(caseEvents)
    .where(and(eq(caseEvents.caseId, caseId), eq(caseEvents.vendor, 'okta')))
    .groupBy(sql`1`, sql`2`)
    .orderBy(desc(max(caseEvents.at)));
  return rows.flatMap((row) => userOf(Parties.parse(row)) ?? []);
}

const Parties = OktaEvent.pick({ actor: true, target: true });

async function userObservables(db: Db | Tx, caseId: string): Promise<OktaPerson[]> {
  const rows = await db
    .select({ login: observables.value })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .where(and(eq(caseObservables.caseId, caseId), eq(observables.type, 'user')))
    .orderBy(caseObservables.firstSeen)
    .limit(MOST_OBSERVABLES);
  return rows.map(({ login }) => ({ id: null, login, name: null }));
}
