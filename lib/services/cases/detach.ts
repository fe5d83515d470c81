import { and, eq, ne, sql } from 'drizzle-orm';
import { z } from 'zod';
import {
  type Case,
  type CaseEvent,
  caseEvents,
  caseObjects,
  caseObservables,
  cases,
  deliveries,
  observables,
} from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { CaseInput, keyOf } from '../../domain/case.ts';
import { defang } from '../../domain/observables/index.ts';
import { Severity } from '../../domain/severity.ts';
import { cut } from '../../domain/text.ts';
import type { CaseView } from '../../domain/views/case.ts';
import { invalid, notFound } from '../errors.ts';
import {
  authorize,
  type Ctx,
  emit,
  isUuid,
  parse,
  type TxCtx,
  transact,
  writeAudit,
  writeTimeline,
} from '../kernel/index.ts';
import { linkObservables } from '../observables/link.ts';
import { writeLink } from '../related/link.ts';
import { authorizeFor, lockCase } from './fetch.ts';
import { countedOf } from './merge-rows.ts';
import { insertCase } from './open.ts';
import { touchCase } from './save.ts';
import { askAgain } from './settle-vip.ts';
import { refreshLeadTimer } from './timers.ts';
import { freshView } from './view.ts';

/** Body of POST cases/{key}/detach. */
export const CaseDetach = z
  .strictObject({
    eventId: z.string().optional(),
    observableId: z.string().optional(),
    /** Of the new case; the event's own, or the observable's value, where nothing is said. */
    title: z.string().trim().min(1).max(300).optional(),
    severity: Severity.optional(),
  })
  .refine(({ eventId, observableId }) => (eventId === undefined) !== (observableId === undefined), {
    message: 'Name either an eventId or an observableId.',
  });

/**
 * Moves an event or an observable into a case of its own. The two are linked, what came with the event stands on both, and the vendor's object
 * leads to the new case where no other event of it is left. Merging the new case back undoes it. Answers the new case.
 */
export async function detachFromCase({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; detach: z.input<typeof CaseDetach> };
}): Promise<CaseView> {
  await authorizeFor(ctx, input.key, 'case.update');
  authorize(ctx.actor, 'case.create');
  const { eventId, observableId, ...named } = parse(CaseDetach, input.detach);
  return transact(ctx, 'cases.detach', async (tx) => {
    const from = await lockCase(tx, input.key, 'case.update');
    const made =
      eventId === undefined
        ? await detachObservable(tx, from, observableId!, named)
        : await detachEvent(tx, from, eventId, named);
    await writeLink(tx, made.opened, from, 'detached', made.what);
    await tell(tx, from, made.opened, made.what);
    return freshView(tx, made.opened.id);
  });
}

type Named = Pick<z.output<typeof CaseDetach>, 'title' | 'severity'>;
interface Made {
  opened: Case;
  what: string;
}

async function detachEvent(ctx: TxCtx, from: Case, id: string, named: Named): Promise<Made> {
  const [event] = isUuid(id)
    ? await ctx.tx
        .select()
        .from(caseEvents)
        .where(and(eq(caseEvents.id, id), eq(caseEvents.caseId, from.id)))
    : [];
  if (!event) throw notFound('The event');
  const opened = await openBeside(ctx, from, { title: event.title, ...named }, event.receivedAt);
  await ctx.tx.update(caseEvents).set({ caseId: opened.id }).where(eq(caseEvents.id, event.id));
  await moveObject(ctx, from, opened, event);
  await writeTimeline(ctx, {
    caseId: opened.id,
    kind: 'event',
    summary: `Has the event from ${event.vendor} that ${keyOf(from.number)} had`,
    detail: {
      eventId: event.id,
      vendor: event.vendor,
      vendorId: event.vendorId,
      deliveryId: event.deliveryId,
      eventAt: event.at.toISOString(),
    },
  });
  if (event.deliveryId) await copyObservables(ctx, from, opened, event.deliveryId);
  return { opened, what: `the event ${cut(event.title, 120)}` };
}

/** What the event brought is evidence of both cases. */
async function copyObservables(ctx: TxCtx, from: Case, to: Case, deliveryId: string): Promise<void> {
  const held = await ctx.tx
    .select({
      type: observables.type,
      value: observables.value,
      role: caseObservables.role,
      origins: caseObservables.origins,
    })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .where(
      and(
        eq(caseObservables.caseId, from.id),
        sql`${caseObservables.origins} @> ${JSON.stringify([{ deliveryId }])}::jsonb`,
      ),
    );
  const candidates = held.map((one) => ({
    ...one,
    origins: one.origins.filter((origin) => origin.deliveryId === deliveryId),
  }));
  const [current] = await ctx.tx.select().from(cases).where(eq(cases.id, to.id));
  await linkObservables(ctx, current!, candidates);
}

/** Later events of the vendor's object lead to the new case, unless the old one still has an event of it. */
async function moveObject(ctx: TxCtx, from: Case, to: Case, event: CaseEvent): Promise<void> {
  const connectorId = await connectorOf(ctx, event);
  const others = await ctx.tx.$count(
    caseEvents,
    and(
      eq(caseEvents.caseId, from.id),
      ne(caseEvents.id, event.id),
      eq(caseEvents.vendor, event.vendor),
      eq(caseEvents.vendorId, event.vendorId),
      // Of another generic source it is another object, whatever it is called there.
      sql`not exists (select from ${deliveries} where ${deliveries.id} = ${caseEvents.deliveryId} and ${deliveries.connectorId} <> ${connectorId})`,
    ),
  );
  if (others > 0) return;
  await ctx.tx
    .update(caseObjects)
    .set({ caseId: to.id })
    .where(
      and(
        eq(caseObjects.caseId, from.id),
        eq(caseObjects.connectorId, connectorId),
        eq(caseObjects.objectKey, event.vendorId),
      ),
    );
}

/** Which connection an event came by; of one whose delivery is not kept any more the vendor's own. */
async function connectorOf(ctx: TxCtx, { deliveryId, vendor }: CaseEvent): Promise<string> {
  const [came] = deliveryId
    ? await ctx.tx.select({ by: deliveries.connectorId }).from(deliveries).where(eq(deliveries.id, deliveryId))
    : [];
  return came?.by ?? vendor;
}

async function detachObservable(ctx: TxCtx, from: Case, id: string, named: Named): Promise<Made> {
  const of = and(eq(caseObservables.caseId, from.id), isUuid(id) ? eq(caseObservables.observableId, id) : sql`false`);
  const [held] = await ctx.tx
    .select({ type: observables.type, value: observables.value })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .where(of);
  if (!held) throw notFound('The observable');
  const shown = cut(defang(held.type, held.value), 200);
  const opened = await openBeside(ctx, from, { title: `About ${shown}`, ...named }, ctx.now);
  await ctx.tx.update(caseObservables).set({ caseId: opened.id }).where(of);
  return { opened, what: `the observable ${shown}` };
}

/** A new case as the old one is: as hidden as it, and not from who made it. */
async function openBeside(ctx: TxCtx, from: Case, named: { title: string } & Named, startedAt: Date): Promise<Case> {
  const fields = CaseInput.safeParse({
    title: cut(named.title, 300) || 'Detached',
    severity: named.severity ?? from.severity,
    category: from.category,
    source: from.source,
    store: from.store,
    tags: from.tags,
    tlp: from.tlp,
    vip: from.vip,
    restricted: from.restricted,
  });
  if (!fields.success) throw invalid([{ pointer: '/title', message: fields.error.issues[0]!.message }]);
  const { row: opened } = await insertCase(ctx, fields.data);
  const mine = from.restricted && ctx.actor.kind === 'user' ? [ctx.actor.id] : [];
  const [hidden] = await ctx.tx
    .update(cases)
    .set({
      startedAt,
      subjectMemberId: from.subjectMemberId,
      collaborators: mine,
      vipUnknown: from.vipUnknown,
    })
    .where(eq(cases.id, opened.id))
    .returning();
  await askAgain(ctx, hidden!, `It was not known of ${keyOf(from.number)}.`);
  return hidden!;
}

async function tell(ctx: TxCtx, from: Case, opened: Case, what: string): Promise<void> {
  const [key, newKey] = [keyOf(from.number), keyOf(opened.number)];
  await touchCase(ctx, from, await countedOf(ctx, from.id));
  await touchCase(ctx, opened, await countedOf(ctx, opened.id));
  const detail = { from: key, to: newKey };
  await writeTimeline(ctx, {
    caseId: from.id,
    kind: 'link',
    summary: `Detached ${what} into ${newKey}`,
    detail,
  });
  await writeTimeline(ctx, {
    caseId: opened.id,
    kind: 'link',
    summary: `Detached from ${key}: ${what}`,
    detail,
  });
  const diff = { detached: { from: null, to: newKey } };
  await writeAudit(ctx, { action: 'case.detach', entity: 'case', entityId: key, diff });
  for (const [caseId, of] of [
    [from.id, key],
    [opened.id, newKey],
  ] as const) {
    const said = { previous: { detached: null }, current: { detached: newKey }, actor: refOf(ctx.actor) };
    await emit(ctx, 'case/updated', { key: of, ...said }, { caseId });
  }
  await refreshLeadTimer(ctx, from.id);
}
