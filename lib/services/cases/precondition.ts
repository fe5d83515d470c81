import { and, asc, eq, sql } from 'drizzle-orm';
import { type Case, timeline } from '../../db/schema/index.ts';
import { type CustomFields, fieldOfColumn, keyOf } from '../../domain/case.ts';
import { changedKeys, joinCustomFields, versionNameOf } from '../../domain/custom-field-merge.ts';
import { pointerTo, ServiceError } from '../errors.ts';
import type { TxCtx } from '../kernel/index.ts';
import { caseView } from './view.ts';

/** The field's path in the API: its name may be another than the column's, and a custom field is one by its key. */
function pathOf(field: string): string[] {
  const custom = versionNameOf('');
  return field.startsWith(custom) ? ['customFields', field.slice(custom.length)] : [fieldOfColumn(field)];
}

const versionOf = ({ fieldVersions }: Case, field: string) =>
  Object.hasOwn(fieldVersions, field) ? fieldVersions[field]! : 1;

/**
 * Refuses a change made from version `ifMatch` when one of its fields has moved on since: the caller has not seen what he would
 * overwrite. Fields that others changed meanwhile do not matter. The error carries the case as it is now.
 */
export async function requireFresh(
  ctx: TxCtx,
  current: Case,
  fields: readonly string[],
  ifMatch: number | undefined,
): Promise<void> {
  if (ifMatch === undefined) return;
  const stale = fields.filter((field) => versionOf(current, field) > ifMatch).map(pathOf);
  if (stale.length === 0 && ifMatch <= current.version) return;
  const what =
    stale.length > 0
      ? `Changed meanwhile: ${stale.map((path) => path.join('.')).join(', ')}.`
      : 'That version does not exist.';
  throw new ServiceError('stale', `${keyOf(current.number)} has moved on. ${what} Read it again and repeat.`, {
    errors: stale.map((path) => ({ pointer: pointerTo(...path), message: 'Changed by somebody else meanwhile.' })),
    current: await caseView(ctx.tx, ctx, current),
  });
}

/**
 * What a set of custom fields that was made from version `ifMatch` means to the case now: what others have set since stays, where the caller
 * left it alone. `clashes` are the fields, by their names for {@link requireFresh}, that both have set.
 */
export async function freshCustomFields(
  ctx: TxCtx,
  current: Case,
  mine: CustomFields,
  ifMatch: number | undefined,
): Promise<{ fields: CustomFields; clashes: string[] }> {
  if (ifMatch === undefined) return { fields: mine, clashes: [] };
  const now = current.customFields;
  const moved = changedKeys(now, mine).filter((key) => versionOf(current, versionNameOf(key)) > ifMatch);
  if (moved.length === 0) return { fields: mine, clashes: [] };
  const joined = joinCustomFields({ read: await customFieldsAt(ctx, current, ifMatch), mine, now, moved });
  return { fields: joined.fields, clashes: joined.clashes.map(versionNameOf) };
}

/** The custom fields of a case as they were in a version: what the first change of them since found. Null where no entry tells. */
async function customFieldsAt(ctx: TxCtx, { id }: Case, version: number): Promise<CustomFields | null> {
  const [next] = await ctx.tx
    .select({ found: sql<CustomFields>`${timeline.detail} #> '{fields,customFields,from}'` })
    .from(timeline)
    .where(
      and(
        eq(timeline.caseId, id),
        sql`${timeline.detail} -> 'fields' ? 'customFields'`,
        sql`(${timeline.detail} ->> 'version')::int > ${version}`,
      ),
    )
    .orderBy(asc(timeline.seq))
    .limit(1);
  return next?.found ?? null;
}
