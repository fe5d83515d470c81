import { eq } from 'drizzle-orm';
import { newId } from '../../db/id.ts';
import { type Case, caseObjects, cases, type Member, type ObservableOrigin } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { type CaseInput, CaseInput as CaseInputSchema, keyOf } from '../../domain/case.ts';
import type { ObservableRole, ObservableType } from '../../domain/observables/types.ts';
import { rankOf } from '../../domain/severity.ts';
import type { CaseView } from '../../domain/views/case.ts';
import { conflict, invalid } from '../errors.ts';
import {
  authorize,
  type Ctx,
  codeOf,
  emit,
  jsonbSafe,
  parse,
  type TxCtx,
  transact,
  writeAudit,
  writeTimeline,
} from '../kernel/index.ts';
import { linkObservables } from '../observables/link.ts';
import { acknowledgeBy } from './acknowledgement.ts';
import { lockCase } from './fetch.ts';
import { insertEvent, type NewEvent } from './insert-event.ts';
import { findOwner, noteAssigned, takesItself } from './owner.ts';
import { TRIAGE_QUEUE } from './queues.ts';
import { releaseObject } from './release-object.ts';
import { touchCase } from './save.ts';
import { settleFields } from './settle-fields.ts';
import { startRunbook } from './start-runbook.ts';
import { refreshLeadTimer } from './timers.ts';
import { caseView } from './view.ts';

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

export interface OpenInput {
  fields: CaseInput;
  origin?: CaseOrigin | undefined;
}

/**
 * Opens a case with its observables, tasks and first event in one transaction. The SLA clock starts at the first delivery's receipt,
 * else now. Throws `conflict` when another case already stands for the same vendor object.
 */
export async function openCase({ ctx, input }: { ctx: Ctx; input: OpenInput }): Promise<CaseView> {
  authorize(ctx.actor, 'case.create');
  const fields = parse(CaseInputSchema, input.fields);
  if (fields.restricted) authorize(ctx.actor, 'case.restrict');
  try {
    return await transact(ctx, 'cases.open', async (tx) =>
      caseView(tx.tx, tx, await insertCase(tx, fields, input.origin)),
    );
  } catch (error) {
    if (codeOf(error) === '23505' && input.origin)
      throw conflict(`Another case already stands for ${input.origin.object.objectKey}.`);
    throw error;
  }
}

/** The opening itself, for a verb that has parsed the fields and holds the vendor's object. */
export async function insertCase(
  ctx: TxCtx,
  given: ReturnType<typeof CaseInputSchema.parse>,
  origin?: CaseOrigin,
): Promise<Case> {
  const fields = await settleFields(ctx, given, null);
  const assignee = fields.assignee ? await findOwner(ctx, fields.assignee) : null;
  const category = fields.category ?? 'Other';
  const source = fields.source ?? (ctx.actor.kind === 'api_key' ? 'api' : 'manual');
  const runbook = await startRunbook(ctx, { runbook: fields.runbook, category, source });
  const id = newId();
  const [made] = await ctx.tx
    .insert(cases)
    .values({
      id,
      title: fields.title,
      description: fields.description ?? '',
      severity: fields.severity,
      severityRank: rankOf(fields.severity),
      state: 'new',
      stage: 'new',
      category,
      source,
      store: fields.store ?? null,
      assigneeId: assignee?.id ?? null,
      queue: assignee ? null : TRIAGE_QUEUE,
      tags: fields.tags ?? [],
      customFields: fields.customFields ?? {},
      links: fields.links ?? [],
      techniques: fields.techniques ?? [],
      runbook: runbook.key,
      runbookVersion: runbook.version,
      phase: runbook.phase,
      restricted: fields.restricted ?? false,
      vip: fields.vip ?? false,
      tlp: fields.tlp ?? 'AMBER',
      startedAt: origin?.event.receivedAt ?? ctx.now,
      createdBy: refOf(ctx.actor),
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .returning();
  const opened = made!;
  const key = keyOf(opened.number);
  await runbook.writeTasks(id);
  await writeTimeline(ctx, {
    caseId: id,
    kind: 'created',
    summary: origin?.follows ? `Opened the case; it follows ${origin.follows}` : 'Opened the case',
    detail: { severity: opened.severity, vip: opened.vip, ...(origin?.follows ? { follows: origin.follows } : {}) },
  });
  await writeAudit(ctx, {
    action: 'case.open',
    entity: 'case',
    entityId: key,
    diff: { title: { from: null, to: opened.title }, severity: { from: null, to: opened.severity } },
  });
  if (origin) await standFor(ctx, opened, origin);
  const facts = {
    severity: opened.severity,
    state: opened.state,
    category: opened.category,
    source: opened.source,
    assignee: opened.assigneeId,
    vip: opened.vip,
  };
  const about = { caseId: id, ...(origin?.event.deliveryId ? { deliveryId: origin.event.deliveryId } : {}) };
  const actor = refOf(ctx.actor);
  await emit(ctx, 'case/created', { key, previous: null, current: facts, actor }, about);
  await linkObservables(ctx, opened, origin?.observables ?? []);
  await linkGiven(ctx, opened, fields.observables ?? []);
  await emit(ctx, 'case/severity.changed', { key, previous: null, current: opened.severity, actor }, about);
  if (assignee) await giveTo(ctx, id, assignee, about);
  return refreshLeadTimer(ctx, id);
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
  await insertEvent(ctx, opened, origin.event, { severity: opened.severity });
}

/** Tells of the owner that the case opened with, unless its observables have just shown him to be its subject. */
async function giveTo(ctx: TxCtx, caseId: string, owner: Member, about: { caseId: string }): Promise<void> {
  const [opened] = await ctx.tx.select().from(cases).where(eq(cases.id, caseId));
  if (opened!.assigneeId !== owner.id) return;
  await noteAssigned(ctx, owner);
  if (takesItself(ctx, owner)) await touchCase(ctx, opened!, await acknowledgeBy(ctx, opened!));
  await writeTimeline(ctx, {
    caseId,
    kind: 'assigned',
    summary: takesItself(ctx, owner) ? 'Took the case' : `Assigned the case to ${owner.name}`,
    detail: { from: null, to: owner.id, queue: null },
  });
  const said = { key: keyOf(opened!.number), previous: null, current: owner.id, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/assigned', said, about);
}

/** What the caller named is what the case must have: one that is not of its type refuses the whole. */
async function linkGiven(ctx: TxCtx, to: Case, given: NonNullable<CaseInput['observables']>): Promise<void> {
  const candidates = given.map((item) => ({ ...item, origins: [{ path: 'manual' }] }));
  const { rejected } = await linkObservables(ctx, to, candidates);
  if (rejected.length === 0) return;
  throw invalid(
    rejected.map(({ value, reason }) => ({
      pointer: `/observables/${given.findIndex((item) => item.value.trim() === value.trim())}/value`,
      message: reason,
    })),
  );
}
