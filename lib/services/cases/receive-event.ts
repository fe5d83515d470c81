import { and, desc, eq, sql } from 'drizzle-orm';
import { type Case, timeline } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import { rankOf, type Severity } from '../../domain/severity.ts';
import { type Ctx, emit, jsonbSafe, type TxCtx, transact, writeTimeline } from '../kernel/index.ts';
import { type Candidate, linkObservables } from '../observables/link.ts';
import { lockCase } from './fetch.ts';
import { insertEvent, type NewEvent } from './insert-event.ts';
import { saveCase, touchCase } from './save.ts';
import { refreshLeadTimer } from './timers.ts';
import { moveCase } from './transition.ts';

export interface ReceiveInput {
  key: string;
  event: NewEvent;
  /**
   * The vendor's severity now. An open case follows its changes, downwards too; where the vendor repeats what it said before, what an
   * analyst has set since stands.
   */
  severity?: Severity | undefined;
  observables: Candidate[];
  /** Reopen the case where it has ended. */
  reopen?: boolean | undefined;
  /** Resolve it: the vendor says that it is over, and a parameter trusts it. */
  resolve?: { summary: string } | undefined;
}

export interface Received {
  key: string;
  /** False: this delivery is on the case already. */
  attached: boolean;
  changes: string[];
}

/**
 * Brings a later event of a vendor's object to its case, in one transaction: the event and its observables, the new severity, waking it
 * from hold, and, where asked, reopening or resolving it.
 */
export async function receiveEvent({ ctx, input }: { ctx: Ctx; input: ReceiveInput }): Promise<Received> {
  return transact(ctx, 'cases.receive-event', async (tx) => {
    const before = await lockCase(tx, input.key, 'case.update');
    const received: Received = { key: keyOf(before.number), attached: false, changes: [] };
    const severity = await newSeverity(tx, before, input);
    received.attached = await insertEvent(tx, before, input.event, input.severity);
    if (!received.attached) return received;
    const about = { caseId: before.id, ...(input.event.deliveryId ? { deliveryId: input.event.deliveryId } : {}) };
    const linked = await linkObservables(tx, before, input.observables);
    if (linked.added.length > 0) received.changes.push(`${linked.added.length} new observables`);

    let current = await changeSeverity(tx, await relock(tx, input.key), severity, received.changes, about);
    current = await changeState(tx, current, input, received.changes);
    await emit(
      tx,
      'case/updated',
      {
        key: received.key,
        previous: { events: before.eventCount },
        current: { events: before.eventCount + 1, vendorId: jsonbSafe(input.event.vendorId) },
        actor: refOf(tx.actor),
      },
      about,
    );
    await touchCase(tx, current);
    await refreshLeadTimer(tx, current.id);
    return received;
  });
}

const relock = (ctx: TxCtx, key: string) => lockCase(ctx, key, 'case.update');

/** The severity to change to: none where the case has ended and stays so, or where the vendor has said the same before. */
async function newSeverity(ctx: TxCtx, of: Case, { event, severity, reopen }: ReceiveInput): Promise<Severity | null> {
  if (!severity || !(isOpen(of.stage) || reopen)) return null;
  const [last] = await ctx.tx
    .select({ severity: sql<Severity>`${timeline.detail} ->> 'severity'` })
    .from(timeline)
    .where(
      and(
        eq(timeline.caseId, of.id),
        eq(timeline.kind, 'event'),
        sql`${timeline.detail} ->> 'vendorId' = ${jsonbSafe(event.vendorId)}`,
        sql`${timeline.detail} ? 'severity'`,
      ),
    )
    .orderBy(desc(timeline.seq))
    .limit(1);
  return last?.severity === severity ? null : severity;
}

async function changeSeverity(
  ctx: TxCtx,
  current: Case,
  to: Severity | null,
  changes: string[],
  about: { caseId: string },
): Promise<Case> {
  const from = current.severity;
  if (!to || to === from) return current;
  const { after } = await saveCase(ctx, current, { severity: to, severityRank: rankOf(to) }, 'case.update');
  const summary = `${rankOf(to) > rankOf(from) ? 'Raised' : 'Lowered'} severity from ${from} to ${to}, as the vendor reports`;
  await writeTimeline(ctx, { caseId: current.id, kind: 'severity', summary, detail: { from, to } });
  const said = { key: keyOf(current.number), previous: from, current: to, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/severity.changed', said, about);
  changes.push(`severity ${from} → ${to}`);
  return after;
}

async function changeState(ctx: TxCtx, current: Case, input: ReceiveInput, changes: string[]): Promise<Case> {
  const { vendor } = input.event;
  if (input.resolve && isOpen(current.stage)) {
    changes.push('resolved');
    const to = { state: 'resolved', verdict: 'undetermined', summary: input.resolve.summary } as const;
    return moveCase(ctx, current, to);
  }
  if (input.reopen && !isOpen(current.stage)) {
    changes.push('reopened');
    return moveCase(ctx, current, { state: 'triage', reason: `${vendor} reports it again` });
  }
  if (current.stage === 'on_hold') {
    changes.push('woken from hold');
    const state = current.assigneeId ? 'in_progress' : 'triage';
    return moveCase(ctx, current, { state, reason: `A new event from ${vendor} woke the case` });
  }
  return current;
}
