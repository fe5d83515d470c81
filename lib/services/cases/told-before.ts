import { and, desc, eq } from 'drizzle-orm';
import { type Case, caseEvents } from '../../db/schema/index.ts';
import { intakeOf } from '../connectors/catalogue.ts';
import { momentOf } from '../connectors/moment-of.ts';
import { flagOrders } from '../injections/flag-orders.ts';
import { textsOfEvent, textsOfObservables } from '../injections/texts.ts';
import { jsonbSafe, type TxCtx } from '../kernel/index.ts';
import { type Candidate, linkObservables } from '../observables/link.ts';
import type { NewEvent } from './insert-event.ts';

/** So many of an object's last events are looked at. */
const MOST = 50;
/** The vendor's clock and ours may differ by so much. */
const SKEW_MS = 60_000;

export interface ToldBefore {
  eventId: string;
  /** The new body says of which moment the state is, which the one on the case does not. */
  fuller: boolean;
}

/**
 * Whether an event on the case told of the same state of the object already, by a body of another form: a hook's, which the administrator wrote and which may
 * leave out the moment of the state, and that of the vendor's API. Null: it is news. Two that both name their moment are told apart by it, and two that
 * do not by their bodies, before they come here.
 */
export async function toldBefore(
  ctx: TxCtx,
  { id: caseId }: Case,
  connectorId: string,
  { vendor, vendorId, deliveryId, raw, receivedAt }: NewEvent,
): Promise<ToldBefore | null> {
  const source = intakeOf(connectorId);
  const alike = source.mapping === null ? undefined : source.alike;
  if (!alike) return null;
  const moment = momentOf(source, raw);
  const events = await ctx.tx
    .select({
      ...{ id: caseEvents.id, deliveryId: caseEvents.deliveryId },
      ...{ raw: caseEvents.raw, receivedAt: caseEvents.receivedAt },
    })
    .from(caseEvents)
    .where(
      and(eq(caseEvents.caseId, caseId), eq(caseEvents.vendor, vendor), eq(caseEvents.vendorId, jsonbSafe(vendorId))),
    )
    .orderBy(desc(caseEvents.at), desc(caseEvents.id))
    .limit(MOST);
  if (events.some((event) => event.deliveryId === deliveryId)) return null;
  const known = events.map((event) => ({ ...event, moment: momentOf(source, event.raw) }));
  const candidates =
    moment === null
      ? // Without a moment it can only be the last state that came before it.
        known.filter((event) => event.moment !== null && event.moment <= receivedAt.getTime() + SKEW_MS).slice(0, 1)
      : known.filter((event) => event.moment === null && moment <= event.receivedAt.getTime() + SKEW_MS);
  const same = candidates.find((event) => alike(event.raw, raw));
  return same ? { eventId: same.id, fuller: moment !== null } : null;
}

/** Has the event on the case be what the fuller body says; answers what that changed, in words. */
export async function completeEvent(
  ctx: TxCtx,
  to: Case,
  eventId: string,
  { event, observables }: { event: NewEvent; observables: Candidate[] },
): Promise<string[]> {
  const { title, at, techniques = [], raw } = event;
  await ctx.tx
    .update(caseEvents)
    .set({ title: jsonbSafe(title), at, techniques, raw: jsonbSafe(raw) })
    .where(eq(caseEvents.id, eventId));
  const { added } = await linkObservables(ctx, to, observables);
  await flagOrders(ctx, to.id, [...textsOfObservables(added), ...textsOfEvent(event)]);
  return added.length > 0 ? [`${added.length} new observables`] : [];
}
