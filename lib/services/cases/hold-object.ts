import { and, eq, sql } from 'drizzle-orm';
import { type Case, caseObjects, cases } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import type { IntakeGroup } from '../../domain/intake-group.ts';
import type { TxCtx } from '../kernel/index.ts';
import { lockCase } from './fetch.ts';
import { findGroupCase, type WantedGroup } from './find-group-case.ts';
import type { VendorObject } from './open.ts';

export interface Held {
  standing: Case | null;
  appliedSeq: number | null;
  /** The case has the object itself; else, if there is one, it is its group's. */
  known: boolean;
}

/**
 * Locks a vendor's object and its group, then the case that stands for them at the time of an event, if any. Who takes a merge back, or detaches an
 * event, moves the object while he holds its case alone: after having waited for that case one looks again.
 */
export async function holdObject(
  ctx: TxCtx,
  object: VendorObject,
  { group, at }: { group: IntakeGroup | null; at: Date },
): Promise<Held> {
  const { connectorId, objectKey } = object;
  const keys = group ? [group.key, objectKey].sort() : [objectKey];
  for (const key of keys) {
    const name = `intake/${connectorId}/${key}`;
    // A statement of its own: what the next one reads then includes what the holder before us has done.
    await ctx.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
  }
  const own = await lockLead(ctx, object);
  if (own) return { ...own, known: true };
  const standing = group && (await lockGroupCase(ctx, { connectorId, group, at }));
  return { standing, appliedSeq: null, known: false };
}

async function lockLead(
  ctx: TxCtx,
  object: VendorObject,
): Promise<{ standing: Case; appliedSeq: number | null } | null> {
  let found = await leadOf(ctx, object);
  while (found) {
    const standing = await lockCase(ctx, keyOf(found.number), 'case.update');
    found = await leadOf(ctx, object);
    if (found?.number === standing.number) return { standing, appliedSeq: found.appliedSeq };
  }
  return null;
}

async function lockGroupCase(ctx: TxCtx, wanted: WantedGroup): Promise<Case | null> {
  let found = await findGroupCase(ctx.tx, wanted);
  while (found !== null) {
    const standing = await lockCase(ctx, keyOf(found), 'case.update');
    found = await findGroupCase(ctx.tx, wanted);
    if (found === standing.number) return standing;
  }
  return null;
}

/** Later events of the object come to this case. */
export async function join(ctx: TxCtx, { connectorId, objectKey }: VendorObject, { id: caseId }: Case): Promise<void> {
  await ctx.tx
    .insert(caseObjects)
    .values({ caseId, connectorId, objectKey, current: true, createdAt: ctx.now })
    .onConflictDoUpdate({
      target: [caseObjects.caseId, caseObjects.connectorId, caseObjects.objectKey],
      set: { current: true },
    });
}

/** From now on the group's next members come to the new case. */
export async function leadGroupTo(
  ctx: TxCtx,
  connectorId: string,
  { key: objectKey }: IntakeGroup,
  to: Case,
): Promise<void> {
  await ctx.tx
    .update(caseObjects)
    .set({ current: false })
    .where(and(isObject({ connectorId, objectKey }), eq(caseObjects.current, true)));
  await join(ctx, { connectorId, objectKey }, to);
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
export async function follow(ctx: TxCtx, caseId: string, object: VendorObject, seq: number): Promise<void> {
  await ctx.tx
    .update(caseObjects)
    .set({ appliedSeq: sql`greatest(${caseObjects.appliedSeq}, ${seq}::bigint)` })
    .where(and(eq(caseObjects.caseId, caseId), isObject(object)));
}

const isObject = ({ connectorId, objectKey }: VendorObject) =>
  and(eq(caseObjects.connectorId, connectorId), eq(caseObjects.objectKey, objectKey));
