import { type Case, caseObjects, type Member, type ObservableOrigin } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import type { ObservableRole, ObservableType } from '../../domain/observables/types.ts';
import { emit, jsonbSafe, type TxCtx, writeAudit, writeTimeline } from '../kernel/index.ts';
import { tellAssigned } from '../notices/about-cases.ts';
import { type Links, tellAdded, tellStrengthened } from '../observables/link.ts';
import { lockCase } from './fetch.ts';
import { insertEvent, type NewEvent } from './insert-event.ts';
import { noteAssigned, takesItself } from './owner.ts';
import { releaseObject } from './release-object.ts';

/** A thing at a vendor, such as a Wiz issue. */
export interface VendorObject {
  connectorId: string;
  objectKey: string;
}

/** How a case came about, where a vendor's delivery opened it. */
export interface CaseOrigin {
  /** What leads to this case from now on. */
  object: VendorObject;
  event: NewEvent;
  observables: { type: ObservableType; value: string; role: ObservableRole; origins: ObservableOrigin[] }[];
  /** An earlier case of the same object, closed too long ago to be reopened. */
  follows?: string | undefined;
}

export type About = { caseId: string; deliveryId?: string };

/** What the events of an opening are about. */
export function aboutOf({ id }: Pick<Case, 'id'>, origin: CaseOrigin | undefined): About {
  const deliveryId = origin?.event.deliveryId;
  return { caseId: id, ...(deliveryId ? { deliveryId } : {}) };
}

/** The records of an opening: the case, what a vendor brought, and its observables, which `links` has put on it. */
export async function tellOpened(
  ctx: TxCtx,
  opened: Case,
  origin: CaseOrigin | undefined,
  links: readonly Links[],
): Promise<void> {
  const { id, severity, state, category, source, assigneeId: assignee, vip } = opened;
  const key = keyOf(opened.number);
  const follows = origin?.follows;
  await writeTimeline(ctx, {
    caseId: id,
    kind: 'created',
    summary: follows ? `Opened the case; it follows ${follows}` : 'Opened the case',
    detail: { severity, vip, ...(follows ? { follows } : {}) },
  });
  await writeAudit(ctx, {
    action: 'case.open',
    entity: 'case',
    entityId: key,
    diff: { title: { from: null, to: opened.title }, severity: { from: null, to: severity } },
  });
  if (origin) await standFor(ctx, opened, origin);
  const current = { severity, state, category, source, assignee, vip };
  const said = { key, previous: null, current, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/created', said, aboutOf(opened, origin));
  let counted = 0;
  for (const { added, strengthened } of links) {
    if (added.length > 0) await tellAdded(ctx, { ...opened, observableCount: counted }, added);
    if (strengthened.length > 0) await tellStrengthened(ctx, opened, strengthened);
    counted += added.length;
  }
}

/** Makes the case the one that the vendor's object leads to, with its first event. */
async function standFor(ctx: TxCtx, opened: Case, origin: CaseOrigin): Promise<void> {
  const object = { connectorId: origin.object.connectorId, objectKey: jsonbSafe(origin.object.objectKey) };
  if (origin.follows) {
    const earlier = await lockCase(ctx, origin.follows, 'case.read');
    await releaseObject(ctx, object, earlier);
    await writeTimeline(ctx, {
      caseId: earlier.id,
      kind: 'link',
      summary: `Followed by ${keyOf(opened.number)}, a new case of the same ${origin.event.vendor} object`,
      detail: { followedBy: keyOf(opened.number) },
    });
  }
  await ctx.tx
    .insert(caseObjects)
    .values({ caseId: opened.id, ...object, current: true, appliedSeq: origin.event.seq ?? null, createdAt: ctx.now });
  await insertEvent(ctx, opened, origin.event, { severity: opened.severity, counted: true });
}

export async function tellSeverity(ctx: TxCtx, opened: Case, about: About): Promise<void> {
  const said = { key: keyOf(opened.number), previous: null, current: opened.severity, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/severity.changed', said, about);
}

/** Tells of the owner that the case opened with. */
export async function tellOwner(ctx: TxCtx, opened: Case, owner: Member, about: About): Promise<void> {
  await noteAssigned(ctx, owner);
  await writeTimeline(ctx, {
    caseId: opened.id,
    kind: 'assigned',
    summary: takesItself(ctx, owner) ? 'Took the case' : `Assigned the case to ${owner.name}`,
    detail: { from: null, to: owner.id, queue: null },
  });
  const said = {
    ...{ key: keyOf(opened.number), actor: refOf(ctx.actor) },
    ...{ previous: null, current: owner.id, owner: owner.kind },
  };
  const { eventId } = await emit(ctx, 'case/assigned', said, about);
  await tellAssigned(ctx, opened, owner, eventId);
}
