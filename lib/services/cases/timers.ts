import { inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, cases } from '../../db/schema/index.ts';
import { computeTimers, type PolicyBook, type Timer } from '../../domain/sla/index.ts';
import type { TimerView } from '../../domain/views/case.ts';
import { storeMilestones } from '../figures/refresh.ts';
import { remembered, type TxCtx } from '../kernel/index.ts';
import { policyBook } from '../sla/book.ts';
import { type HistoryOf, historiesOf } from '../sla/histories.ts';
import { storeTimers } from '../sla/store.ts';

/**
 * The SLA timers of each case at `now`, computed from the timelines in two queries. A writer who took his clock before he waited for the
 * case reads as of the change that he waited for.
 */
export async function timersOf(
  db: Db | Tx,
  of: readonly HistoryOf[],
  now: Date,
  known?: PolicyBook,
): Promise<Map<string, Timer[]>> {
  if (of.length === 0) return new Map();
  const book = known ?? (await policyBook(db));
  const timers = new Map<string, Timer[]>();
  for (const [id, history] of await historiesOf(db, of)) {
    const latest = history.changes.at(-1)?.at.getTime() ?? 0;
    timers.set(id, computeTimers(history, book, new Date(Math.max(now.getTime(), latest))));
  }
  return timers;
}

/**
 * Brings what is stored of a case's timers up to its history: part of every change that they follow. Answers the case as stored.
 */
export async function refreshLeadTimer(ctx: TxCtx, caseId: string): Promise<Case> {
  return (await refreshCase(ctx, caseId)).row;
}

/** The same with the timers that it has computed, for who goes on to show them. */
export async function refreshCase(ctx: TxCtx, caseId: string): Promise<{ row: Case; timers: Timer[] }> {
  const { fresh, timers } = await refreshRows(ctx, [caseId]);
  return { row: fresh.get(caseId)!, timers: timers.get(caseId)! };
}

/**
 * The same for many cases that the caller holds, in a number of queries that does not grow with theirs: the row of each timer, when the
 * lead timer is due (for sorting; a late promise leads until it is kept, so that this is right at any later time) and the figures' facts.
 * Answers the cases as stored, in the order of `ids`; leaves out what is no case.
 */
export async function refreshTimers(ctx: TxCtx, ids: readonly string[]): Promise<Case[]> {
  if (ids.length === 0) return [];
  const { fresh } = await refreshRows(ctx, ids);
  return ids.flatMap((id) => fresh.get(id) ?? []);
}

async function refreshRows(ctx: TxCtx, ids: readonly string[]) {
  const rows = await ctx.tx
    .select()
    .from(cases)
    .where(inArray(cases.id, [...ids]));
  return refreshStored(ctx.tx, rows, ctx.now, await remembered(ctx, 'policies', policyBook));
}

/** What {@link refreshTimers} and a rebuild do with rows that they have read. */
export async function refreshStored(tx: Tx, rows: readonly Case[], now: Date, book?: PolicyBook) {
  const timers = await timersOf(tx, rows, now, book);
  const written = await storeTimers(tx, rows, timers);
  const facts = await storeMilestones(tx, rows, timers);
  const leads = rows.flatMap((row) => {
    const lead = timers.get(row.id)?.find((timer) => timer.lead);
    const [leadDueAt, leadAtRiskAt] = [lead?.dueAt ?? null, lead?.atRiskAt ?? null];
    return same(row.leadDueAt, leadDueAt) && same(row.leadAtRiskAt, leadAtRiskAt)
      ? []
      : [{ id: row.id, due: leadDueAt, risk: leadAtRiskAt }];
  });
  const stored = leads.length === 0 ? [] : await storeLeads(tx, leads);
  const fresh = new Map([...rows, ...stored].map((row) => [row.id, row]));
  return { fresh, timers, written: { timers: written, facts, leads: leads.length } };
}

async function storeLeads(tx: Tx, leads: { id: string; due: Date | null; risk: Date | null }[]): Promise<Case[]> {
  const one = leads.length === 1 ? leads[0] : undefined;
  const lead = sql`jsonb_to_recordset(${JSON.stringify(leads)}::jsonb) as lead (id uuid, due timestamptz, risk timestamptz)`;
  return tx
    .update(cases)
    .set(
      one
        ? { leadDueAt: one.due, leadAtRiskAt: one.risk }
        : {
            leadDueAt: sql`(select due from ${lead} where lead.id = ${cases.id})`,
            leadAtRiskAt: sql`(select risk from ${lead} where lead.id = ${cases.id})`,
          },
    )
    .where(
      inArray(
        cases.id,
        leads.map(({ id }) => id),
      ),
    )
    .returning();
}

const same = (a: Date | null, b: Date | null) => a?.getTime() === b?.getTime();

export function timerView(timer: Timer): TimerView {
  return {
    id: timer.id,
    metric: timer.metric,
    name: timer.name,
    status: timer.status,
    atRisk: timer.atRisk,
    atRiskAt: timer.atRiskAt?.toISOString() ?? null,
    targetSeconds: timer.targetSeconds,
    startedAt: timer.startedAt.toISOString(),
    dueAt: timer.dueAt?.toISOString() ?? null,
    pausedSeconds: timer.pausedSeconds,
    completedAt: timer.completedAt?.toISOString() ?? null,
    lead: timer.lead,
    over: timer.over,
    pausedSince: timer.pausedSince?.toISOString() ?? null,
    elapsedSeconds: timer.elapsedSeconds,
    breachedAt: timer.breachedAt?.toISOString() ?? null,
    breachReason: timer.breachReason,
  };
}
