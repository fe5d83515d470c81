import { createHash } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { type Case, cases, timeline } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import {
  type CaseText,
  type FoundOrder,
  type OrderPlace,
  ordersIn,
  sentenceOf,
  withInjectionTag,
} from '../../domain/injection/index.ts';
import { familyOf } from '../cases/family.ts';
import { changedFields, saveCase } from '../cases/save.ts';
import { emit, jsonbSafe, type TxCtx, writeTimeline } from '../kernel/index.ts';

/** An order as the timeline keeps it: where it stands and what it tries, never its words. */
export interface KeptOrder extends OrderPlace {
  kinds: string[];
  /** Of the text and its field, so that the same is told once. */
  hash: string;
}

/** So many are kept of one act; what they say of the case is the same. */
const MOST_KEPT = 100;

/** What in these texts gives orders. Scout's own words are looked through where they are made. */
export function lookThrough({ actor }: Pick<TxCtx, 'actor'>, texts: readonly CaseText[]): FoundOrder[] {
  return actor.kind === 'ai' ? [] : ordersIn(texts, actor.kind === 'user');
}

/**
 * Looks through texts that have come to a case, which the caller holds, and flags it where one of them gives orders to a model: the tag, and
 * an entry that names the places. The same text in the same field is told once, also where somebody has dismissed the flag since. Writes
 * the case: whoever goes on with its row reads it again.
 */
export async function flagOrders(ctx: TxCtx, caseId: string, texts: readonly CaseText[]): Promise<void> {
  const found = keptOf(lookThrough(ctx, texts));
  if (found.length === 0) return;
  const told = await toldOf(ctx, caseId);
  const news = found.filter(({ hash }) => !told.has(hash));
  if (news.length === 0) return;
  const [before] = await ctx.tx.select().from(cases).where(eq(cases.id, caseId));
  const { after, diff } = await saveCase(ctx, before!, { tags: withInjectionTag(before!.tags) }, 'case.flag_injection');
  await tellOrders(ctx, after, news, changedFields(diff, after));
  const said = { key: keyOf(after.number), previous: {}, current: { changed: ['tags'] }, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/updated', said, { caseId });
}

/** The entry alone, for a case that opens with the tag. */
export async function tellOrders(
  ctx: TxCtx,
  of: Pick<Case, 'id'>,
  orders: readonly KeptOrder[],
  facts: Record<string, unknown> = {},
): Promise<void> {
  await writeTimeline(ctx, {
    caseId: of.id,
    kind: 'updated',
    summary: jsonbSafe(sentenceOf(orders, ctx.actor.kind === 'user')),
    detail: { ...facts, orders: jsonbSafe(orders) },
  });
}

/** As they are kept, each once, and always the same of the same texts. */
export function keptOf(found: readonly FoundOrder[]): KeptOrder[] {
  const kept = found.map(({ text, ...order }): KeptOrder => ({ ...order, hash: hashOf(order, text) }));
  return [...new Map(kept.map((order) => [order.hash, order])).values()].slice(0, MOST_KEPT);
}

const hashOf = ({ field, name }: OrderPlace, text: string) =>
  createHash('sha256')
    .update(JSON.stringify([field, name, text]))
    .digest('hex')
    .slice(0, 24);

/** What was told of the case, or of one that was merged into it. */
async function toldOf(ctx: TxCtx, caseId: string): Promise<Set<string>> {
  const rows = await ctx.tx
    .select({ orders: sql<KeptOrder[]>`${timeline.detail} -> 'orders'` })
    .from(timeline)
    .where(
      and(
        inArray(timeline.caseId, await familyOf(ctx.tx, caseId)),
        eq(timeline.kind, 'updated'),
        sql`${timeline.detail} ? 'orders'`,
      ),
    );
  return new Set(rows.flatMap(({ orders }) => orders.map(({ hash }) => hash)));
}
