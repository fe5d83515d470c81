import { desc, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type AuditSeal, audit, auditSeals } from '../../db/schema/index.ts';
import { digestOf, hashOf } from './chain.ts';

/** Any number that nothing else in this database locks: one seals at a time. */
const LOCK = 7_204_814;
const ROWS_A_SEAL = 5000;

/** Rows up to `seq` can be sealed once every transaction below `xid` has ended: one of them may still hold a lower number. */
export interface Bound {
  seq: number;
  xid: bigint;
}

/**
 * Seals the audit rows that are settled. Numbers are given before a transaction commits, so a row is settled only when whoever was at work as
 * its number was seen has ended; `waiting` is the bound that an earlier call came back with, and the answer is the one to wait for now (null:
 * nothing is left). Any number of processes may call it.
 */
export async function sealAudit(db: Db, now: Date, waiting: Bound | null = null): Promise<Bound | null> {
  const bound = waiting ?? (await boundNow(db));
  if (!bound) return null;
  const { rows } = await db.execute<{ oldest: string }>(
    sql`select pg_snapshot_xmin(pg_current_snapshot())::text as oldest`,
  );
  if (BigInt(rows[0]!.oldest) < bound.xid) return bound;
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
    while (await sealNext(tx, bound.seq, now));
  });
  return null;
}

/** The newest row that is seen, where no seal covers it yet. */
async function boundNow(db: Db): Promise<Bound | null> {
  const { rows } = await db.execute<{ seq: string | null; sealed: string; xid: string }>(sql`
    select (select max(${audit.seq}) from ${audit}) as seq, (select coalesce(max(${auditSeals.seq}), 0) from ${auditSeals}) as sealed,
      pg_snapshot_xmax(pg_current_snapshot())::text as xid`);
  const { seq, sealed, xid } = rows[0]!;
  return seq !== null && Number(seq) > Number(sealed) ? { seq: Number(seq), xid: BigInt(xid) } : null;
}

/** The newest seal; undefined while nothing is sealed. Noted outside of the database, it shows later whether the chain still holds it. */
export async function newestSeal(db: Db | Tx): Promise<AuditSeal | undefined> {
  const [last] = await db.select().from(auditSeals).orderBy(desc(auditSeals.number)).limit(1);
  return last;
}

/** One more seal, over at most {@link ROWS_A_SEAL} rows up to `upTo`; false where there is nothing to seal. */
async function sealNext(tx: Tx, upTo: number, now: Date): Promise<boolean> {
  const last = await newestSeal(tx);
  const afterSeq = last?.seq ?? 0;
  const { rows: ends } = await tx.execute<{ seq: string | null }>(sql`
    select max(seq) as seq from (
      select ${audit.seq} as seq from ${audit} where ${audit.seq} > ${afterSeq} and ${audit.seq} <= ${upTo}
      order by ${audit.seq} limit ${ROWS_A_SEAL}
    ) as next`);
  if (ends[0]!.seq === null) return false;
  const seq = Number(ends[0]!.seq);
  const { rows } = await tx.execute<{ rows: number; digest: string }>(digestOf(afterSeq, seq));
  const number = (last?.number ?? 0) + 1;
  const hash = hashOf({ number, before: last?.hash ?? '', afterSeq, seq, ...rows[0]! });
  await tx.insert(auditSeals).values({ number, seq, rows: rows[0]!.rows, hash, at: now });
  return true;
}
