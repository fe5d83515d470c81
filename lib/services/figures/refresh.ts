import { getTableColumns, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, caseMilestones } from '../../db/schema/index.ts';
import { type Milestone, milestonesOf, type TargetTimer } from '../../domain/figures/milestone.ts';
import { ruleOf } from '../../domain/figures/rule.ts';
import { rejudged } from '../scout/judged.ts';
import { figureChangesOf } from './history.ts';

/**
 * Brings the milestones of cases up to what their timelines and their timers (computed by the caller, as of now) say: part of every change
 * of a case, beside its timers. What people say of Scout's work on them comes along in the same statement. A number of queries that does not
 * grow with the cases'; what has not changed is not written. Answers how many rows were.
 */
export async function storeMilestones(
  tx: Db | Tx,
  of: readonly Case[],
  timers: ReadonlyMap<string, readonly TargetTimer[]>,
): Promise<number> {
  if (of.length === 0) return 0;
  const ids = of.map(({ id }) => id);
  const changes = await figureChangesOf(tx, ids);
  const rows = of.flatMap((one) => {
    const { id, createdAt, startedAt } = one;
    const history = { createdAt, startedAt, changes: changes.get(id) ?? [], timers: timers.get(id) ?? [] };
    return milestonesOf(history).map((milestone) => rowOf(one, milestone));
  });
  const { rowCount } = await tx.execute(sql`
    with wanted as materialized (
      select * from jsonb_populate_recordset(null::case_milestones, ${JSON.stringify(rows)}::jsonb)),
    gone as (
      delete from case_milestones m
      where m.case_id = any(${sql.param(ids)}::uuid[])
        and not exists (select from wanted w where (w.case_id, w.kind, w.nth) = (m.case_id, m.kind, m.nth))),
    judged as (${rejudged(ids)})
    insert into case_milestones as m (${COLUMNS})
    select ${COLUMNS} from wanted
    on conflict (case_id, kind, nth) do update set (${COLUMNS}) = row (${columnsOf('excluded')})
    where row (${columnsOf('m')}) is distinct from row (${columnsOf('excluded')})`);
  return rowCount ?? 0;
}

/** What a milestone's row copies of its case. */
export type MilestoneCase = Pick<
  Case,
  'id' | 'customFields' | 'severity' | 'category' | 'source' | 'store' | 'state' | 'assigneeId'
>;

const NAMES = Object.values(getTableColumns(caseMilestones)).map((column) => column.name);
const COLUMNS = sql.raw(NAMES.join(', '));
const columnsOf = (alias: string) => sql.raw(NAMES.map((name) => `${alias}.${name}`).join(', '));

/** A milestone's row, by its columns' names. */
export function rowOf(of: MilestoneCase, { waits, ...milestone }: Milestone): Record<string, unknown> {
  return {
    case_id: of.id,
    kind: milestone.kind,
    nth: milestone.nth,
    at: milestone.at,
    next_at: milestone.nextAt,
    work: milestone.work,
    outcome: milestone.outcome,
    seconds: milestone.seconds,
    until: milestone.until,
    owner_seconds: waits?.owner ?? null,
    analyst_seconds: waits?.analyst ?? null,
    scout_seconds: waits?.scout ?? null,
    vendor_seconds: waits?.vendor ?? null,
    hold_seconds: waits?.hold ?? null,
    rule: milestone.kind === 'resolved' ? ruleOf(of.customFields) : null,
    severity: of.severity,
    category: of.category,
    source: of.source,
    store: of.store,
    state: of.state,
    assignee_id: of.assigneeId,
  };
}
