import { asc, eq } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import {
  audit,
  type Case,
  cases,
  type OutboxRow,
  outbox,
  type TimelineEntry,
  timeline,
} from '../../db/schema/index.ts';
import { numberOf } from '../../domain/case.ts';

/** The stored row of a case. */
export async function rowOf(db: Db, key: string): Promise<Case> {
  const [row] = await db
    .select()
    .from(cases)
    .where(eq(cases.number, numberOf(key)!));
  return row!;
}

/** Its timeline, oldest first. */
export async function timelineOf(db: Db, key: string): Promise<TimelineEntry[]> {
  const { id } = await rowOf(db, key);
  return db.select().from(timeline).where(eq(timeline.caseId, id)).orderBy(asc(timeline.seq));
}

export async function kindsOf(db: Db, key: string): Promise<string[]> {
  return (await timelineOf(db, key)).map((entry) => entry.kind);
}

/** The events that were written about it, oldest first. */
export async function eventsOf(db: Db, key: string): Promise<OutboxRow[]> {
  const { id } = await rowOf(db, key);
  return db.select().from(outbox).where(eq(outbox.caseId, id)).orderBy(asc(outbox.seq));
}

export async function namesOf(db: Db, key: string): Promise<string[]> {
  return (await eventsOf(db, key)).map((event) => event.name);
}

/** Its audit rows, oldest first. */
export async function auditOf(db: Db, key: string) {
  return db.select().from(audit).where(eq(audit.entityId, key)).orderBy(asc(audit.seq));
}

/** Everything that a change leaves behind, counted: what a no-op must not raise. */
export async function traceOf(db: Db, key: string) {
  const [row, entries, events, rows] = [
    await rowOf(db, key),
    await timelineOf(db, key),
    await eventsOf(db, key),
    await auditOf(db, key),
  ];
  return {
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
    timeline: entries.length,
    events: events.length,
    audit: rows.length,
  };
}
