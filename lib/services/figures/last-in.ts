import { type SQL, sql } from 'drizzle-orm';
import { caseMilestones as m } from '../../db/schema/index.ts';
import type { MilestoneKind } from '../../domain/figures/milestone.ts';
import type { Period } from '../../domain/figures/period.ts';

/** A milestone that is its case’s last of the kind in the period: what each figure of a period counts. */
export function lastIn({ from, to }: Period): SQL {
  const [first, end] = [from, to].map((at) => sql`${at.toISOString()}::timestamptz`);
  return sql`(${m.at} >= ${first} and ${m.at} < ${end} and (${m.nextAt} is null or ${m.nextAt} >= ${end}))`;
}

/** As a constant, so that the index of the kind fits. */
export const ofKind = (kind: MilestoneKind) => sql`${m.kind} = ${sql.raw(`'${kind}'`)}`;
