import { sql } from 'drizzle-orm';
import { type Case, caseEvents } from '../../db/schema/index.ts';
import { type CaseInput, CaseInput as CaseInputSchema, keyOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import { decideIntake } from '../../domain/intake.ts';
import { type EventFacts, factsFor } from '../../domain/intake-facts.ts';
import type { IntakeGroup } from '../../domain/intake-group.ts';
import { rankOf, type Severity } from '../../domain/severity.ts';
import type { StormGuard } from '../../domain/storm.ts';
import { endedAfter, noteEnd } from '../deliveries/ended-objects.ts';
import { forgetEarlierBodies } from '../deliveries/forget-bodies.ts';
import { isOvertaken } from '../deliveries/overtaken.ts';
import { settleIn } from '../deliveries/settle.ts';
import { authorize, type Ctx, jsonbSafe, parse, type TxCtx, transact } from '../kernel/index.ts';
import { isStormCase } from '../storms/count-opening.ts';
import { openOrCollect } from '../storms/open-or-collect.ts';
import { follow, holdObject, join, leadGroupTo } from './hold-object.ts';
import type { NewEvent } from './insert-event.ts';
import { keepCurrent } from './keep-current.ts';
import type { CaseOrigin, VendorObject } from './open.ts';
import { receiveEvent } from './receive-event.ts';
import { completeEvent, toldBefore } from './told-before.ts';

export interface TakeInInput {
  object: VendorObject;
  /** `isPart`: of one of several vendor objects that share the case, such as the detections of a threat. */
  event: NewEvent & {
    deliveryId: string;
    seq: number;
    isPart: boolean;
    /** Of the object's events the later one by its own time is the newer, whatever came first. */
    byTime?: boolean | undefined;
  };
  /** What the object shares its case with. */
  group?: IntakeGroup | null | undefined;
  /** Past how many cases of its rule a storm collects the event; null: never. */
  guard?: StormGuard | null | undefined;
  /** What the event makes of a case; its severity is the vendor's. */
  fields: CaseInput;
  /** Names of custom fields that the event overwrites on the case that has the object. */
  current?: readonly string[] | undefined;
  observables: CaseOrigin['observables'];
  facts: EventFacts;
}

const DID = { open: 'opened', update: 'updated', reopen: 'reopened', note: 'noted', collect: 'collected' } as const;

export type TakenIn =
  | { key: string; did: (typeof DID)[keyof typeof DID]; changes: string[] }
  /** It led to nothing; one sentence says why. */
  | { key: null; reason: string };

/**
 * Takes in a vendor's event: opens the object's case, brings the event to the one that stands, or filters it. Decision and writes are
 * one transaction that holds the object and its case, so that neither another event of it nor an analyst comes between. Events may be
 * worked on in another order than they came (a retry, a redelivery): the order of their first receipt decides what is news.
 */
export async function takeIn({ ctx, input }: { ctx: Ctx; input: TakeInInput }): Promise<TakenIn> {
  authorize(ctx.actor, 'case.create');
  const fields = parse(CaseInputSchema, input.fields);
  const { event, facts, observables, guard = null } = input;
  const object = jsonbSafe(input.object);
  const group = input.group ? jsonbSafe(input.group) : null;
  return transact(ctx, 'cases.take-in', async (tx): Promise<TakenIn> => {
    const held = await holdObject(tx, object, { group, at: event.at });
    const { standing, known } = held;
    const late = standing !== null && (await isLate(tx, standing, held.appliedSeq, event));
    const storms = standing !== null && (await isStormCase(tx, standing));
    const decision = decideIntake({
      ...factsFor(known, facts),
      // A storm's case speaks for many objects: once it has ended, each of them is a case of its own again.
      ...(storms && { reopenWithinDays: 0 }),
      standing: standing && { key: keyOf(standing.number), open: isOpen(standing.stage), endedAt: standing.resolvedAt },
      late,
      endedSince: await endedAfter(tx.tx, object, event.seq),
      overtaken: standing === null && event.byTime === true && (await isOvertaken(tx.tx, { ...object, at: event.at })),
      now: tx.now,
    });
    const { deliveryId } = event;
    await noteEnd(tx.tx, deliveryId, facts.statusEnds ? object.objectKey : null);
    if (decision.do === 'filter') {
      await settleIn(tx.tx, 'filtered', { deliveryId, reason: decision.reason });
      return { key: null, reason: decision.reason };
    }
    await settleIn(tx.tx, 'accepted', { deliveryId, reason: null });
    if (decision.do === 'open') {
      const follows = decision.follows ?? undefined;
      const begun = await openOrCollect(tx, fields, { object, event, observables, follows }, guard);
      if (begun.did === 'collected') return { key: begun.key, did: DID.collect, changes: begun.changes };
      if (group) await leadGroupTo(tx, object.connectorId, group, begun.row);
      return { key: keyOf(begun.row.number), did: DID.open, changes: [] };
    }
    const { customFields } = fields;
    const told = { connectorId: object.connectorId, customFields, names: input.current ?? [] };
    const same = known && !event.isPart ? await toldBefore(tx, standing!, object.connectorId, event) : null;
    if (same) {
      const key = keyOf(standing!.number);
      const changes = same.fuller ? await completeEvent(tx, standing!, same.eventId, { event, observables }) : [];
      if (same.fuller && !storms) await keepCurrent(tx, key, told);
      await follow(tx, standing!.id, object, event.seq);
      return { key, did: DID.note, changes: ['it was here already', ...changes] };
    }
    const shared = event.isPart || group !== null || storms;
    const { key, attached, changes } = await receiveEvent(tx, standing!, {
      event,
      late,
      observables,
      severity: decision.do === 'note' || (shared && isBelow(fields.severity, standing!)) ? undefined : fields.severity,
      reopen: decision.do === 'reopen',
      resolve: facts.resolves && !storms ? { summary: `${event.summary}.` } : undefined,
    });
    if (!late && !storms) await keepCurrent(tx, key, told);
    if (!known) await join(tx, object, standing!);
    await follow(tx, standing!.id, object, event.seq);
    await forgetEarlierBodies(tx.tx, standing!.id, object.objectKey);
    if (!attached) return { key, did: DID.note, changes: ['it was here already'] };
    return { key, did: DID[decision.do], changes: known ? changes : ['a new detection', ...changes] };
  });
}

/** What several objects share is as severe as the worst of them: a milder one beside it lowers nothing. */
const isBelow = (severity: Severity, of: Pick<Case, 'severity'>) => rankOf(severity) < rankOf(of.severity);

/** Whether the case has heard something newer of the object: by what came later, or, where the vendor tells it, by what was later there. */
async function isLate(
  ctx: TxCtx,
  standing: Case,
  appliedSeq: number | null,
  { isPart, byTime, seq, vendor, vendorId, at }: TakeInInput['event'],
): Promise<boolean> {
  if (isPart) return false;
  if (!byTime) return appliedSeq !== null && seq < appliedSeq;
  const { rows } = await ctx.tx.execute<{ late: boolean }>(sql`
    select exists (
      select from ${caseEvents} where ${caseEvents.caseId} = ${standing.id}::uuid and ${caseEvents.at} > ${at.toISOString()}::timestamptz
        -- One that names no time of its own has that of its receipt, which says nothing of the order at the vendor.
        and ${caseEvents.at} <> ${caseEvents.receivedAt}
        and ${caseEvents.vendor} = ${vendor} and ${caseEvents.vendorId} = ${jsonbSafe(vendorId)}
    ) as late`);
  return rows[0]!.late;
}
