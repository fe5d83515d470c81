import { eq, sql } from 'drizzle-orm';
import { type Case, cases } from '../../db/schema/index.ts';
import { CASE_FIELDS, keyOf } from '../../domain/case.ts';
import { changedKeys, versionNameOf } from '../../domain/custom-field-merge.ts';
import { type Batch, type Diff, diffOf, type TxCtx, writeAudit } from '../kernel/index.ts';
import { copyDimensions } from '../sla/store.ts';
import { hideFamily } from './family.ts';

export type CaseChange = Partial<Omit<Case, 'id' | 'number' | 'version' | 'fieldVersions' | 'updatedAt'>>;

/** Fields whose change raises the version: what PATCH, transition and assign can set. Counts, clocks and caches do not. */
const VERSIONED: ReadonlySet<string> = new Set([...CASE_FIELDS, 'state', 'assigneeId'] satisfies (keyof Case)[]);

/** `detail` of a timeline entry for a change of custom fields: what they were, and in which version they changed. */
export const changedFields = (diff: Diff, { version }: Case) => ({ fields: diff, version });

/** The time of a write, unless the row says a later one already: the clock of who waited for the lock is the older. */
export const notBefore = (now: Date) => sql<Date>`greatest(${cases.updatedAt}, ${now.toISOString()}::timestamptz)`;

/**
 * Writes a change of a locked case: the version is raised and remembered for each editable field that differs, the audit row holds the
 * difference. Answers the case as it is now and the diff; a change of nothing writes nothing.
 */
export async function saveCase(
  ctx: TxCtx,
  before: Case,
  change: CaseChange,
  action: string,
): Promise<{ after: Case; diff: Diff }> {
  const diff = diffOf(before, change);
  if (Object.keys(diff).length === 0) return { after: before, diff };
  const raised = (Object.keys(diff) as (keyof Case)[])
    .filter((field) => VERSIONED.has(field))
    .flatMap((field) => (field === 'customFields' ? customFieldsOf(before, change) : [field]));
  const version = raised.length > 0 ? before.version + 1 : before.version;
  const fieldVersions = { ...before.fieldVersions, ...Object.fromEntries(raised.map((field) => [field, version])) };
  const after = ctx.batch
    ? keepBack(ctx.batch, before, { ...change, version, fieldVersions, updatedAt: later(before.updatedAt, ctx.now) })
    : (
        await ctx.tx
          .update(cases)
          .set({ ...change, version, fieldVersions, updatedAt: notBefore(ctx.now) })
          .where(eq(cases.id, before.id))
          .returning()
      )[0]!;
  // A batch refreshes the timers of all its cases, dimensions included.
  if (!ctx.batch) await copyDimensions(ctx.tx, after, Object.keys(diff));
  if (diff.restricted || diff.subjectMemberId) await hideFamily(ctx, after);
  await writeAudit(ctx, { action, entity: 'case', entityId: keyOf(before.number), diff });
  return { after, diff };
}

/** Two who set different custom fields do not meet: each key has a version of its own. */
const customFieldsOf = (before: Case, { customFields = {} }: CaseChange) =>
  changedKeys(before.customFields, customFields).map(versionNameOf);

const later = (a: Date, b: Date) => (a > b ? a : b);

/** The case as it will be once its batch is written. */
function keepBack(batch: Batch, before: Case, change: Partial<Case>): Case {
  const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const after = { ...before, ...set };
  const columns = new Set([...(batch.cases.get(before.id)?.columns ?? []), ...(Object.keys(set) as (keyof Case)[])]);
  batch.cases.set(before.id, { after, columns });
  return after;
}

/** Tells lists and open pages that something of the case moved which is no edit of it (an event, a comment). */
export async function touchCase(ctx: TxCtx, before: Case, change: CaseChange = {}): Promise<Case> {
  const [after] = await ctx.tx
    .update(cases)
    .set({ ...change, updatedAt: notBefore(ctx.now) })
    .where(eq(cases.id, before.id))
    .returning();
  return after!;
}
