import { and, eq, sql } from 'drizzle-orm';
import { type Case, caseObjects, cases } from '../../db/schema/index.ts';
import { type CaseInput, CaseInput as CaseInputSchema, keyOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import { decideIntake } from '../../domain/intake.ts';
import type { EventFacts } from '../../domain/intake-facts.ts';
import { rankOf, type Severity } from '../../domain/severity.ts';
import { endedAfter, noteEnd } from '../deliveries/ended-objects.ts';
import { forgetEarlierBodies } from '../deliveries/forget-bodies.ts';
import { settleIn } from '../deliveries/settle.ts';
import { authorize, type Ctx, jsonbSafe, parse, type TxCtx, transact } from '../kernel/index.ts';
import { lockCase } from './fetch.ts';
import type { NewEvent } from './insert-event.ts';
import { type CaseOrigin, insertCase, type VendorObject } from './open.ts';
import { receiveEvent } from './receive-event.ts';

export interface TakeInInput {
  object: VendorObject;
  /** `isPart`: of one of several vendor objects that share the case, such as the detections of a threat. */
  event: NewEvent & { deliveryId: string; seq: number; isPart: boolean };
  /** What the event makes of a case; its severity is the vendor's. */
  fields: CaseInput;
  observables: CaseOrigin['observables'];
  facts: EventFacts;
}

const DID = { open: 'opened', update: 'updated', reopen: 'reopened', note: 'noted' } as const;

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
  const { event, facts, observables } = input;
  const object = jsonbSafe(input.object);
  return transact(ctx, 'cases.take-in', async (tx): Promise<TakenIn> => {
    const { standing, appliedSeq } = await hold(tx, object);
    const late = !event.isPart && appliedSeq !== null && event.seq < appliedSeq;
    const decision = decideIntake({
      ...facts,
      standing: standing && { key: keyOf(standing.number), open: isOpen(standing.stage), endedAt: standing.resolvedAt },
      late,
      endedSince: await endedAfter(tx.tx, object, event.seq),
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
      const opened = await insertCase(tx, fields, {
        object,
        event,
        observables,
        follows: decision.follows ?? undefined,
      });
      return { key: keyOf(opened.row.number), did: DID.open, changes: [] };
    }
    const { key, changes } = await receiveEvent(tx, standing!, {
      event,
      late,
      observables,
      severity:
        decision.do === 'note' || (event.isPart && isBelow(fields.severity, standing!)) ? undefined : fields.severity,
      reopen: decision.do === 'reopen',
      resolve: facts.resolves ? { summary: `${event.summary}.` } : undefined,
    });
    await follow(tx, standing!.id, object, event.seq);
    await forgetEarlierBodies(tx.tx, standing!.id, object.objectKey);
    return { key, did: DID[decision.do], changes };
  });
}

/** A threat is as severe as its worst detection: a milder one beside it lowers nothing. */
const isBelow = (severity: Severity, of: Pick<Case, 'severity'>) => rankOf(severity) < rankOf(of.severity);

/**
 * Locks the object, then the case that stands for it now, if any. Who takes a merge back, or detaches an event, moves the object while he
 * holds its case alone: after having waited for that case one looks again.
 */
async function hold(ctx: TxCtx, object: VendorObject) {
  const name = `intake/${object.connectorId}/${object.objectKey}`;
  // A statement of its own: what the next one reads then includes what the holder before us has done.
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
  let found = await leadOf(ctx, object);
  while (found) {
    const standing = await lockCase(ctx, keyOf(found.number), 'case.update');
    found = await leadOf(ctx, object);
    if (found?.number === standing.number) return { standing, appliedSeq: found.appliedSeq };
  }
  return { standing: null, appliedSeq: null };
}

/** The case that the object leads to. */
async function leadOf(ctx: TxCtx, object: VendorObject) {
  const [found] = await ctx.tx
    .select({ number: cases.number, appliedSeq: caseObjects.appliedSeq })
    .from(caseObjects)
    .innerJoin(cases, eq(cases.id, caseObjects.caseId))
    .where(and(isObject(object), eq(caseObjects.current, true)));
  return found;
}

/** Remembers the newest event that the case has followed. */
async function follow(ctx: TxCtx, caseId: string, object: VendorObject, seq: number): Promise<void> {
  await ctx.tx
    .update(caseObjects)
    .set({ appliedSeq: sql`greatest(${caseObjects.appliedSeq}, ${seq}::bigint)` })
    .where(and(eq(caseObjects.caseId, caseId), isObject(object)));
}

const isObject = ({ connectorId, objectKey }: VendorObject) =>
  and(eq(caseObjects.connectorId, connectorId), eq(caseObjects.objectKey, objectKey));
