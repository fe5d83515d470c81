import type { Case } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { ServiceError } from '../errors.ts';
import type { TxCtx } from '../kernel/index.ts';
import { caseView } from './view.ts';

/** The field's name in the API, where the column has another. */
const nameOf = (field: string) => (field === 'assigneeId' ? 'assignee' : field);

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
  const stale = fields.filter((field) => (current.fieldVersions[field] ?? 1) > ifMatch);
  if (stale.length === 0 && ifMatch <= current.version) return;
  const what =
    stale.length > 0 ? `Changed meanwhile: ${stale.map(nameOf).join(', ')}.` : 'That version does not exist.';
  throw new ServiceError('stale', `${keyOf(current.number)} has moved on. ${what} Read it again and repeat.`, {
    errors: stale.map((field) => ({ pointer: `/${nameOf(field)}`, message: 'Changed by somebody else meanwhile.' })),
    current: await caseView(ctx.tx, ctx, current),
  });
}
