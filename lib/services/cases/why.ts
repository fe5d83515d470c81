import { eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, caseObservables, members, observables } from '../../db/schema/index.ts';
import { isOpen } from '../../domain/case-state.ts';
import type { Timer } from '../../domain/sla/index.ts';
import type { WhyPart } from '../../domain/views/case.ts';
import { whyLine } from '../../domain/why.ts';
import { LEADS_QUEUE } from './queues.ts';

/** Loads what the line "why this, why now" needs beside the rows themselves; answers the function that writes it. */
export async function whyOf(db: Db | Tx, rows: Case[]): Promise<(row: Case, timers: Timer[], now: Date) => WhyPart[]> {
  const ids = rows.map((row) => row.id);
  const counted =
    ids.length === 0
      ? []
      : await db
          .select({
            caseId: caseObservables.caseId,
            malicious: sql<number>`count(*) filter (where ${observables.verdict} = 'malicious')::int`,
            total: sql<number>`count(*)::int`,
          })
          .from(caseObservables)
          .innerJoin(observables, eq(observables.id, caseObservables.observableId))
          .where(inArray(caseObservables.caseId, ids))
          .groupBy(caseObservables.caseId);
  const verdicts = new Map(counted.map(({ caseId, ...counts }) => [caseId, counts]));
  const scouts = new Set(
    (await db.select({ id: members.id }).from(members).where(eq(members.kind, 'ai'))).map((member) => member.id),
  );
  return (row, timers, now) =>
    whyLine({
      now,
      source: row.source,
      customFields: row.customFields,
      vip: row.vip,
      sla: timers.find((timer) => timer.lead) ?? null,
      eventCount: row.eventCount,
      lastEventAt: row.lastEventAt,
      observables: verdicts.get(row.id) ?? { malicious: 0, total: 0 },
      flagged: isOpen(row.stage) && row.assigneeId === null && row.queue === LEADS_QUEUE,
      scoutWaiting: isOpen(row.stage) && row.assigneeId !== null && scouts.has(row.assigneeId),
    }).parts;
}
