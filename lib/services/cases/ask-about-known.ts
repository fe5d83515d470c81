import { and, eq, inArray, or } from 'drizzle-orm';
import { type Case, caseObservables, observables } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { emit, type TxCtx } from '../kernel/index.ts';
import type { Candidate } from '../observables/link.ts';

/** Of what an event accuses, the addresses that the case has already: ids and types. Our own are left out, as nobody is asked about them. */
export async function accusedBefore(
  ctx: TxCtx,
  { id }: Case,
  candidates: readonly Candidate[],
): Promise<{ id: string; type: string }[]> {
  const accused = candidates.filter(({ type, role }) => role === 'implicated' && (type === 'ipv4' || type === 'ipv6'));
  if (accused.length === 0) return [];
  const any = accused.map(({ type, value }) => and(eq(observables.type, type!), eq(observables.value, value)));
  const on = ctx.tx
    .select({ id: caseObservables.observableId })
    .from(caseObservables)
    .where(eq(caseObservables.caseId, id));
  return ctx.tx
    .select({ id: observables.id, type: observables.type })
    .from(observables)
    .where(and(or(...any), inArray(observables.id, on), eq(observables.allowListed, false)));
}

/** Has the sources asked about observables that a case had while nobody asked about those of its category. */
export async function askAboutKnown(
  ctx: TxCtx,
  of: Case,
  known: readonly { id: string; type: string }[],
): Promise<void> {
  for (const observable of known) {
    const said = { key: keyOf(of.number), observable, actor: refOf(ctx.actor) };
    await emit(ctx, 'observable/enrichment.requested', said, { caseId: of.id });
  }
}
