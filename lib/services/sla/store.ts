import { getTableColumns, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, type CaseTimer, caseTimers } from '../../db/schema/index.ts';
import { type Timer, untold } from '../../domain/sla/index.ts';

/** The columns of a timer's row, with the fields of {@link timerRows}. */
export const TIMER_COLUMNS = Object.entries(getTableColumns(caseTimers)).map(([field, column]) => ({
  field,
  name: column.name,
}));
const NAMES = sql.raw(TIMER_COLUMNS.map(({ name }) => name).join(', '));
const namesOf = (alias: string) => sql.raw(TIMER_COLUMNS.map(({ name }) => `${alias}.${name}`).join(', '));

/**
 * Brings the stored rows of these cases to their timers, in one statement whatever their number; what has not changed is not written, what
 * the history does not know is deleted. Answers how many rows it wrote.
 */
export async function storeTimers(
  tx: Db | Tx,
  of: readonly Case[],
  timers: ReadonlyMap<string, readonly Timer[]>,
): Promise<number> {
  if (of.length === 0) return 0;
  const rows = of.flatMap((one) => timerColumns(one, timers.get(one.id) ?? []));
  const ids = of.map(({ id }) => id);
  const { rowCount } = await tx.execute(sql`
    with wanted as materialized (
      select * from jsonb_populate_recordset(null::case_timers, ${JSON.stringify(rows)}::jsonb)),
    gone as (
      delete from case_timers t
      where t.case_id = any(${sql.param(ids)}::uuid[])
        and not exists (select from wanted w where (w.case_id, w.timer_id) = (t.case_id, t.timer_id)))
    insert into case_timers as t (${NAMES})
    select ${NAMES} from wanted
    on conflict (case_id, timer_id) do update set (${NAMES}) = row (${namesOf('excluded')})
    where row (${namesOf('t')}) is distinct from row (${namesOf('excluded')})`);
  return rowCount ?? 0;
}

type CaseFacts = Pick<Case, 'id' | 'severity' | 'category' | 'source' | 'store' | 'vip' | 'assigneeId'>;

/** {@link timerRows} by the columns' names. */
function timerColumns(of: CaseFacts, timers: readonly Timer[]): Record<string, unknown>[] {
  return timerRows(of, timers).map((row) =>
    Object.fromEntries(TIMER_COLUMNS.map(({ field, name }) => [name, row[field as keyof CaseTimer]])),
  );
}

/** The rows of a case's timers as they are stored. */
export function timerRows(of: CaseFacts, timers: readonly Timer[]): CaseTimer[] {
  return timers.map((timer, position) => ({
    caseId: of.id,
    timerId: timer.id,
    position,
    metric: timer.metric,
    name: timer.name,
    policyVersion: timer.policy?.id ?? null,
    calendarVersion: timer.calendar?.id ?? null,
    status: timer.status,
    targetSeconds: timer.targetSeconds,
    startedAt: timer.startedAt,
    dueAt: timer.dueAt,
    atRiskAt: timer.atRiskAt,
    pausedSince: timer.pausedSince,
    pausedSeconds: timer.endedPauseSeconds,
    over: timer.over,
    endedAt: timer.endedAt,
    completedAt: timer.completedAt,
    completedBy: timer.completedBy,
    breachedAt: timer.breachedAt,
    breachReasonCode: timer.breachReason?.code ?? null,
    breachReasonText: timer.breachReason?.text ?? null,
    elapsedSeconds: timer.over ? timer.elapsedSeconds : null,
    atRiskToldAt: timer.atRiskToldAt,
    breachToldAt: timer.breachToldAt,
    nextAt: untold(timer)[0]?.at ?? null,
    severity: of.severity,
    category: of.category,
    source: of.source,
    store: of.store,
    vip: of.vip,
    assigneeId: of.assigneeId,
  }));
}

/** The case's dimensions that are copied to its timers. */
const DIMENSIONS = ['severity', 'category', 'source', 'store', 'vip', 'assigneeId'] as const satisfies (keyof Case)[];

/** Copies the dimensions of a case that has just changed to its timers, where one of `changed` is among them. */
export async function copyDimensions(tx: Tx, of: Case, changed: readonly string[]): Promise<void> {
  if (!DIMENSIONS.some((field) => changed.includes(field))) return;
  const copy = Object.fromEntries(DIMENSIONS.map((field) => [field, of[field]]));
  await tx.update(caseTimers).set(copy).where(sql`${caseTimers.caseId} = ${of.id}`);
}
