import { and, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type AuditRow, audit, cases } from '../../db/schema/index.ts';
import { MomentInput } from '../../domain/moment.ts';
import type { AuditView } from '../../domain/views/audit.ts';
import { type Ctx, hiddenCases, many } from '../kernel/index.ts';

export const AuditFilter = z.strictObject({
  /** Ids of members, keys or automations. */
  actor: many(z.string().max(100)),
  action: many(z.string().max(100)),
  entity: many(z.string().max(100)),
  /** `CASE-7`, a member's id: with `entity`, or alone. */
  entityId: z.string().trim().min(1).max(200).optional(),
  from: MomentInput.optional(),
  /** Not included. */
  to: MomentInput.optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/** Newest first, everywhere: the indexes are in this order. */
export const ORDER = sql`${audit.at} desc, ${audit.seq} desc`;

/** The rows of a filter, within what the actor may see: of a case that is hidden from him the log says nothing either. */
export function auditFilters(ctx: Pick<Ctx, 'actor'>, filter: AuditFilter): SQL | undefined {
  const hidden = hiddenCases(ctx.actor);
  return and(
    filter.actor && inArray(sql`(${audit.actor} ->> 'id')`, filter.actor),
    filter.action && inArray(audit.action, filter.action),
    filter.entity && inArray(audit.entity, filter.entity),
    filter.entityId === undefined ? undefined : eq(audit.entityId, filter.entityId),
    filter.from && gte(audit.at, filter.from),
    filter.to && lt(audit.at, filter.to),
    hidden &&
      sql`not (${audit.entity} = 'case' and ${audit.entityId} in (select 'CASE-' || ${cases.number} from ${cases} where ${hidden}))`,
  );
}

/** The WHERE of what comes after a row in {@link ORDER}. */
export const afterRow = (at: string, seq: number) =>
  sql`(${audit.at}, ${audit.seq}) < (${at}::timestamptz, ${seq}::bigint)`;

export function auditView(row: AuditRow): AuditView {
  return { ...row, at: row.at.toISOString() };
}
