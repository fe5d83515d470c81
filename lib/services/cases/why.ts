import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, caseObservables, enrichments, members, observables, runs } from '../../db/schema/index.ts';
import { AUTOMATIONS, isAutomationId } from '../../domain/automations.ts';
import { isOpen } from '../../domain/case-state.ts';
import type { Timer } from '../../domain/sla/index.ts';
import type { WhyPart } from '../../domain/views/case.ts';
import { type ScoutWait, type WhyFacts, type WhyTimer, whyLine } from '../../domain/why.ts';
import { remembered, type TxCtx } from '../kernel/index.ts';
import { LEADS_QUEUE } from './queues.ts';

/** Loads what the line "why this, why now" needs beside the rows themselves; answers the function that writes it. */
export async function whyOf(
  db: Db | Tx,
  rows: Case[],
  { settings }: Pick<TxCtx, 'settings'> = {},
): Promise<(row: Case, timers: Timer[], now: Date) => WhyPart[]> {
  const ids = rows.map((row) => row.id);
  const scouts = await (settings ? remembered({ tx: db as Tx, settings }, 'scouts', scoutsOf) : scoutsOf(db));
  const isScouts = (row: Case) => isOpen(row.stage) && row.assigneeId !== null && scouts.has(row.assigneeId);
  const verdicts = await verdictsOn(db, ids);
  const sources = await sourcesOn(
    db,
    [...verdicts].filter(([, { malicious }]) => malicious > 0).map(([id]) => id),
  );
  const waits = await runsOf(
    db,
    rows.filter(isScouts).map((row) => row.id),
  );
  return (row, timers, now) =>
    lineOf(row, timers, now, {
      observables: verdicts.get(row.id) ?? { malicious: 0, total: 0 },
      sources: sources.get(row.id) ?? null,
      scout: isScouts(row) ? (waits.get(row.id) ?? holdOf(row) ?? { for: 'turn' }) : null,
    });
}

const scoutsOf = async (db: Db | Tx) =>
  new Set((await db.select({ id: members.id }).from(members).where(eq(members.kind, 'ai'))).map(({ id }) => id));

/** The line of a case that was just opened, is not Scout's, and has no observable that is known to be malicious. */
export const newWhyOf = (row: Case, timers: Timer[], now: Date): WhyPart[] =>
  lineOf(row, timers, now, { observables: { malicious: 0, total: row.observableCount }, sources: null, scout: null });

function lineOf(
  row: Case,
  timers: Timer[],
  now: Date,
  asked: Pick<WhyFacts, 'observables' | 'sources' | 'scout'>,
): WhyPart[] {
  return whyLine({
    now,
    source: row.source,
    customFields: row.customFields,
    vip: row.vip,
    sla: leadOf(timers),
    eventCount: row.eventCount,
    lastEventAt: row.lastEventAt,
    flagged: isOpen(row.stage) && row.assigneeId === null && row.queue === LEADS_QUEUE,
    ...asked,
  }).parts;
}

function leadOf(timers: Timer[]): WhyTimer | null {
  const lead = timers.find((timer) => timer.lead);
  if (!lead) return null;
  const promise =
    lead.metric === 'acknowledge' ? 'acknowledgement' : lead.metric === 'resolve' ? 'resolution' : lead.name;
  return { ...lead, promise };
}

async function verdictsOn(db: Db | Tx, ids: string[]): Promise<Map<string, { malicious: number; total: number }>> {
  if (ids.length === 0) return new Map();
  const counted = await db
    .select({
      caseId: caseObservables.caseId,
      malicious: sql<number>`count(*) filter (where ${observables.verdict} = 'malicious')::int`,
      total: sql<number>`count(*)::int`,
    })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .where(inArray(caseObservables.caseId, ids))
    .groupBy(caseObservables.caseId);
  return new Map(counted.map(({ caseId, ...counts }) => [caseId, counts]));
}

/** What the sources say of the worst observable of each case: the one that most of them call malicious. */
async function sourcesOn(db: Db | Tx, ids: string[]): Promise<Map<string, { malicious: number; answered: number }>> {
  if (ids.length === 0) return new Map();
  const said = db
    .select({
      caseId: caseObservables.caseId,
      malicious: sql<number>`count(*) filter (where ${enrichments.verdict} = 'malicious')::int`.as('malicious'),
      answered: sql<number>`count(*)::int`.as('answered'),
    })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .innerJoin(enrichments, eq(enrichments.observableId, observables.id))
    .where(
      and(
        inArray(caseObservables.caseId, ids),
        eq(observables.verdict, 'malicious'),
        eq(enrichments.standing, 'answer'),
        eq(enrichments.state, 'answered'),
      ),
    )
    .groupBy(caseObservables.caseId, observables.id)
    .as('said');
  const worst = await db
    .selectDistinctOn([said.caseId])
    .from(said)
    .orderBy(said.caseId, desc(said.malicious), desc(said.answered));
  return new Map(worst.map(({ caseId, ...counts }) => [caseId, counts]));
}

/** The newest run of each case that has not ended: what its work waits for. */
async function runsOf(db: Db | Tx, ids: string[]): Promise<Map<string, ScoutWait>> {
  if (ids.length === 0) return new Map();
  const open = await db
    .selectDistinctOn([runs.caseId], { caseId: runs.caseId, automation: runs.automation, reason: runs.reason })
    .from(runs)
    .where(and(inArray(runs.caseId, ids), isNull(runs.endedAt)))
    .orderBy(runs.caseId, desc(runs.seq));
  return new Map(
    open.map(({ caseId, automation, reason }) => [
      caseId!,
      reason
        ? { for: 'reason', reason }
        : { for: 'run', automation: isAutomationId(automation) ? AUTOMATIONS[automation].title : automation },
    ]),
  );
}

const holdOf = (row: Case): ScoutWait | null =>
  row.stage === 'on_hold' && row.wakeAt ? { for: 'wake', at: row.wakeAt } : null;
