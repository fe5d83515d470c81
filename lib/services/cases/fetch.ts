import { and, eq, type SQL } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, cases } from '../../db/schema/index.ts';
import { keyOf, numberOf } from '../../domain/case.ts';
import type { CaseAction } from '../../domain/permissions.ts';
import { notFound } from '../errors.ts';
import { authorizeCase, type Ctx, type TxCtx, visibleCases } from '../kernel/index.ts';

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

/** The same, locked until the transaction ends, for a verb that will write it; throws unless the actor may do `action`. */
export async function lockCase(ctx: TxCtx, key: string, action: CaseAction): Promise<Case> {
  const [found] = await ctx.tx.select().from(cases).where(byKey(key, ctx)).for('update');
  if (!found) throw notFound(key);
  authorizeCase(ctx.actor, action, found, keyOf(found.number));
  return found;
}
