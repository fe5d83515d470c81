import { and, desc, eq } from 'drizzle-orm';
import { caseEvents, caseObservables, observables } from '../../db/schema/index.ts';
import { isOpen } from '../../domain/case-state.ts';
import { readOneOktaEvent } from '../../domain/okta/delivered.ts';
import { oktaFactsOf } from '../../domain/okta/facts.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { findCase } from './fetch.ts';

/** Of so many of the case's latest events the users are asked for. */
const LATEST = 50;

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
  const rows = await ctx.db
    .select({ raw: caseEvents.raw })
    .from(caseEvents)
    .where(and(eq(caseEvents.caseId, found.id), eq(caseEvents.vendor, 'okta')))
    .orderBy(desc(caseEvents.at), desc(caseEvents.id))
    .limit(LATEST);
  const named = rows.flatMap(({ raw }) => {
    const reading = readOneOktaEvent(raw);
    const user = reading.ok ? oktaFactsOf(reading.event).user : null;
    return user ? [user.id ?? user.login!] : [];
  });
  const users = named.length > 0 ? named : await userObservables(ctx, found.id);
  return { open: found.vipUnknown && isOpen(found.stage), users: [...new Set(users)] };
}

async function userObservables({ db }: Ctx, caseId: string): Promise<string[]> {
  const rows = await db
    .select({ value: observables.value })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .where(and(eq(caseObservables.caseId, caseId), eq(observables.type, 'user')))
    .orderBy(caseObservables.firstSeen)
    .limit(LATEST);
  return rows.map(({ value }) => value);
}
