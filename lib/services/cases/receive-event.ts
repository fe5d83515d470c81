import { and, desc, eq, sql } from 'drizzle-orm';
import { type Case, timeline } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import { rankOf, type Severity } from '../../domain/severity.ts';
import { flagOrders } from '../injections/flag-orders.ts';
import { textsOfEvent, textsOfObservables } from '../injections/texts.ts';
import { emit, jsonbSafe, type TxCtx, writeTimeline } from '../kernel/index.ts';
import { type Candidate, linkObservables } from '../observables/link.ts';
import { lockCase } from './fetch.ts';
import { insertEvent, type NewEvent } from './insert-event.ts';
import { saveCase, touchCase } from './save.ts';
import { refreshLeadTimer } from './timers.ts';
import { moveCase } from './transition.ts';

export interface ReceiveInput {
  event: NewEvent;
  /** The case has followed a newer event of this object: this one is kept as history and changes neither severity nor state. */
  late?: boolean | undefined;
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
 * Brings a later event of a vendor's object to its case, which the caller has locked: the event and its observables, the new severity,
 * waking it from hold, and, where asked, reopening or resolving it.
 */
export async function receiveEvent(ctx: TxCtx, before: Case, input: ReceiveInput): Promise<Received> {
  const { event, late = false } = input;
  const received: Received = { key: keyOf(before.number), attached: false, changes: [] };
  const severity = late ? null : await newSeverity(ctx, before, input);
  received.attached = await insertEvent(ctx, before, event, { severity: input.severity, late });
  if (!received.attached) return received;
  const about = { caseId: before.id, ...(event.deliveryId ? { deliveryId: event.deliveryId } : {}) };
  if (late) received.changes.push('an older event, kept as history');
  const linked = await linkObservables(ctx, before, input.observables);
  if (linked.added.length > 0) received.changes.push(`${linked.added.length} new observables`);

  let current = await lockCase(ctx, received.key, 'case.update');
  current = await changeSeverity(ctx, current, severity, received.changes, about);
  if (!late) current = await changeState(ctx, current, input, received.changes);
  await emit(
    ctx,
    'case/updated',
    {
      key: received.key,
      previous: { events: before.eventCount },
      current: { events: before.eventCount + 1, vendorId: jsonbSafe(event.vendorId) },
      actor: refOf(ctx.actor),
    },
    about,
  );
  await touchCase(ctx, current);
  await flagOrders(ctx, current.id, [...textsOfObservables(linked.added), ...textsOfEvent(event)]);
  await refreshLeadTimer(ctx, current.id);
  return received;
}

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
