import { and, eq, type SQL } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, cases } from '../../db/schema/index.ts';
import { keyOf, numberOf } from '../../domain/case.ts';
import type { CaseAction } from '../../domain/permissions.ts';
import { conflict, notFound } from '../errors.ts';
import { authorize, authorizeCase, type Ctx, forgetRevisions, type TxCtx, visibleCases } from '../kernel/index.ts';
import { keysOf } from './family.ts';

function byKey(key: string, ctx: Pick<Ctx, 'actor'>): SQL | undefined {
  const number = numberOf(key);
  if (number === null) throw notFound(`“${key}”`);
  return and(eq(cases.number, number), visibleCases(ctx.actor));
}

/** The case behind a key, within what the actor may see; throws `not_found` otherwise. */
export async function findCase(db: Db | Tx, ctx: Pick<Ctx, 'actor'>, key: string): Promise<Case> {
  const [found] = await db.select().from(cases).where(byKey(key, ctx)).limit(1);
  if (!found) throw notFound(key);
  return found;
}

/**
 * Refuses who may do this to no case at all, before anything of his input is read. A case that he may not see does not exist for him
 * here either.
 */
export async function authorizeFor(ctx: Ctx, key: string, action: CaseAction): Promise<void> {
  try {
    authorize(ctx.actor, action);
  } catch (refused) {
    await findCase(ctx.db, ctx, key);
    throw refused;
  }
}

/**
 * As {@link findCase}, locked until the transaction ends, for a verb that will write it; throws unless the actor may do `action`. The lock lets others
 * refer to the case (a foreign key's check), so that the engine's ledger waits for no verb. For a person, a case that was merged into
 * another is only a record: `conflict` says where to go.
 */
export async function lockCase(ctx: TxCtx, key: string, action: CaseAction): Promise<Case> {
  const [found] = await ctx.tx.select().from(cases).where(byKey(key, ctx)).for('no key update');
  forgetRevisions(ctx);
  if (!found) throw notFound(key);
  authorizeCase(ctx.actor, action, found, keyOf(found.number));
  if (!found.mergedIntoId || action === 'case.read') return found;
  await requireStanding(ctx, found);
  return FOLLOWS.has(action) ? lockSurvivor(ctx, found, action) : found;
}

/**
 * Our own processes may have begun before the merge: what they found belongs to the case that stands. Whatever else they do meets a case
 * that has ended.
 */
const FOLLOWS: ReadonlySet<CaseAction> = new Set<CaseAction>(['case.observe', 'case.comment']);

async function lockSurvivor(ctx: TxCtx, { mergedIntoId }: Case, action: CaseAction): Promise<Case> {
  const [into] = await ctx.tx.select({ number: cases.number }).from(cases).where(eq(cases.id, mergedIntoId!));
  return lockCase(ctx, keyOf(into!.number), action);
}

/** For verbs that lock cases in another way than by {@link lockCase}: people and programs change nothing of a case that was merged away. */
export async function requireStanding(ctx: TxCtx, { number, mergedIntoId }: Case): Promise<void> {
  if (!mergedIntoId || (ctx.actor.kind !== 'user' && ctx.actor.kind !== 'api_key')) return;
  const into = (await keysOf(ctx.tx, ctx, [mergedIntoId])).get(mergedIntoId);
  throw conflict(
    `${keyOf(number)} was merged into ${into ?? 'another case'}: ${into ? `act on ${into}` : 'act there'}, or take the merge back first.`,
  );
}
