import { asc, eq, gt, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '../../db/client.ts';
import { type AuditSeal, audit, auditSeals } from '../../db/schema/index.ts';
import type { AuditCheck } from '../../domain/views/audit.ts';
import { authorize, type Ctx, countUpTo, decodeCursor, encodeCursor, parse } from '../kernel/index.ts';
import { digestOf, fits } from './chain.ts';
import { newestSeal, sealAudit } from './seal.ts';

/** What one call checks, so that it answers within seconds however long the log is; a seal is never cut. */
const A_CALL = { seals: 2000, rows: 100_000 };

export const AuditVerify = z.strictObject({
  cursor: z.string().max(200).optional(),
  /** The hash of a seal that was noted elsewhere: it must still stand in the chain. */
  head: z.string().max(200).optional(),
});

/**
 * Checks the chain over the audit log, seal by seal from the first, or from the cursor: every row that a seal covers must be as it was
 * written, none gone and none added. Seals what is settled before it begins.
 */
export async function verifyAudit(
  { ctx, input }: { ctx: Ctx; input: unknown },
  most: typeof A_CALL = A_CALL,
): Promise<AuditCheck> {
  authorize(ctx.actor, 'audit.read');
  const query = parse(AuditVerify, input);
  const from = Number(decodeCursor(query.cursor, ['integer'])?.[0] ?? 0);
  await sealAudit(ctx.db, ctx.now);
  const head = await newestSeal(ctx.db);
  const [start] = await ctx.db.select().from(auditSeals).where(eq(auditSeals.number, from));
  const next = await ctx.db
    .select()
    .from(auditSeals)
    .where(gt(auditSeals.number, from))
    .orderBy(asc(auditSeals.number))
    .limit(most.seals);
  const seals = upToRows(next, most.rows);
  const digests = await digestsOf(ctx.db, from, seals.at(-1)?.number ?? from);
  const broken = (await goneHead(ctx.db, query.head, head)) ?? firstBroken(start, seals, digests);
  const last = seals.at(-1);
  return {
    ok: broken === null,
    broken,
    seals: seals.length,
    rows: seals.reduce((sum, seal) => sum + seal.rows, 0),
    head: head ? { seal: head.number, toSeq: head.seq, hash: head.hash, at: head.at.toISOString() } : null,
    unsealed: (await countUpTo(ctx.db, sql`${audit}`, gt(audit.seq, head?.seq ?? 0))).value,
    nextCursor: broken === null && last && head && last.number < head.number ? encodeCursor([last.number]) : null,
  };
}

/** The first seals that cover so many rows together, and at least one. */
function upToRows(seals: AuditSeal[], most: number): AuditSeal[] {
  let rows = 0;
  const end = seals.findIndex((seal) => {
    rows += seal.rows;
    return rows >= most;
  });
  return end === -1 ? seals : seals.slice(0, end + 1);
}

type Digest = { rows: number; digest: string };

/** What the rows of each seal are now, by its number. */
async function digestsOf(db: Db, from: number, to: number): Promise<Map<number, Digest>> {
  const { rows } = await db.execute<Digest & { number: string }>(sql`
    select one.number, found.rows, found.digest from (
      select ${auditSeals.number} as number, ${auditSeals.seq} as seq,
        coalesce(lag(${auditSeals.seq}) over (order by ${auditSeals.number}), 0) as after
      from ${auditSeals} where ${auditSeals.number} >= ${from} and ${auditSeals.number} <= ${to}
    ) as one cross join lateral (${digestOf(sql`one.after`, sql`one.seq`)}) as found
    where one.number > ${from}`);
  return new Map(rows.map(({ number, ...digest }) => [Number(number), digest]));
}

function firstBroken(
  start: AuditSeal | undefined,
  seals: AuditSeal[],
  digests: Map<number, Digest>,
): AuditCheck['broken'] {
  let before = start;
  for (const seal of seals) {
    const afterSeq = before?.seq ?? 0;
    const number = (before?.number ?? 0) + 1;
    const found = digests.get(seal.number)!;
    const link = { number, before: before?.hash ?? '', afterSeq, seq: seal.seq, ...found };
    if (!fits(link, seal)) return broken(seal, afterSeq, reasonOf(seal, number, found));
    before = seal;
  }
  return null;
}

function reasonOf(seal: AuditSeal, number: number, found: Digest): string {
  if (seal.number !== number) return `The seal ${number} is gone.`;
  if (found.rows < seal.rows) return `${seal.rows - found.rows} of ${seal.rows} rows are gone.`;
  if (found.rows > seal.rows) return `${found.rows - seal.rows} rows were added after the seal was made.`;
  return 'A row or the seal itself was changed, or it was sealed with a key that this installation does not have.';
}

const broken = (seal: AuditSeal, afterSeq: number, reason: string) => ({
  seal: seal.number,
  afterSeq,
  toSeq: seal.seq,
  sealedAt: seal.at.toISOString(),
  reason,
});

/** A head that was noted and is no longer in the chain: its end was cut off, or all of it was made anew. */
async function goneHead(db: Db, noted: string | undefined, head: AuditSeal | undefined): Promise<AuditCheck['broken']> {
  if (!noted) return null;
  const [known] = await db.select().from(auditSeals).where(eq(auditSeals.hash, noted));
  if (known) return null;
  const reason = 'The noted seal does not stand in the chain: its end was cut off, or the chain was made anew.';
  const at = (head?.at ?? new Date(0)).toISOString();
  return { seal: head?.number ?? 0, afterSeq: head?.seq ?? 0, toSeq: head?.seq ?? 0, sealedAt: at, reason };
}
