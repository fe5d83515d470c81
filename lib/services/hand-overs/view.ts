import { and, asc, eq, inArray } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, cases, type HandOver, handOverItems, handOvers, members } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import type { HandedCase, HandOverView } from '../../domain/views/hand-over.ts';
import { type Ctx, visibleCases } from '../kernel/index.ts';

type CaseFacts = Pick<Case, 'number' | 'title' | 'severity' | 'state' | 'stage' | 'vip' | 'restricted'>;

export const handedCase = ({ number, title, severity, state, stage, vip, restricted }: CaseFacts): HandedCase => ({
  key: keyOf(number),
  title,
  severity,
  state,
  stage,
  vip,
  restricted,
});

/** Hand-overs as the API shows them, in the order given. Cases that the reader may not see are left out. */
export async function handOverViews(
  db: Db | Tx,
  ctx: Pick<Ctx, 'actor'>,
  rows: readonly HandOver[],
): Promise<HandOverView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const sender = alias(members, 'sender');
  const receiver = alias(members, 'receiver');
  const ref = (of: typeof sender | typeof receiver) => ({ id: of.id, name: of.name, kind: of.kind });
  const people = await db
    .select({ id: handOvers.id, from: ref(sender), to: ref(receiver) })
    .from(handOvers)
    .innerJoin(sender, eq(sender.id, handOvers.fromId))
    .innerJoin(receiver, eq(receiver.id, handOvers.toId))
    .where(inArray(handOvers.id, ids));
  const items = await db
    .select({ item: handOverItems, of: cases })
    .from(handOverItems)
    .innerJoin(cases, eq(cases.id, handOverItems.caseId))
    .where(and(inArray(handOverItems.handOverId, ids), visibleCases(ctx.actor)))
    .orderBy(asc(handOverItems.position));
  const between = new Map(people.map((one) => [one.id, one]));
  const itemsOf = Map.groupBy(items, ({ item }) => item.handOverId);
  return rows.map((row) => ({
    id: row.id,
    from: between.get(row.id)!.from,
    to: between.get(row.id)!.to,
    note: row.note,
    status: row.status,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    items: (itemsOf.get(row.id) ?? []).map(({ item, of }) => ({
      case: handedCase(of),
      note: item.note,
      hypothesis: item.hypothesis,
      pendingApprovals: item.pendingApprovals,
      nextStep: item.nextStep,
      status: item.status,
      reason: item.reason,
      decidedAt: item.decidedAt?.toISOString() ?? null,
    })),
  }));
}
