import { eq } from 'drizzle-orm';
import { members } from '../../db/schema/index.ts';
import type { TxCtx } from '../kernel/index.ts';
import { handBackCases } from '../members/hand-back.ts';

/**
 * Gives every open case of Scout's to a person, in the transaction that switches it off. What is given to it beside that is handed over by its
 * own run, which finds itself switched off. Answers how many there were.
 */
export async function handBackScouts(ctx: TxCtx): Promise<number> {
  const [scout] = await ctx.tx.select().from(members).where(eq(members.kind, 'ai')).limit(1);
  return scout ? handBackCases(ctx, scout, `${scout.name} was switched off.`) : 0;
}
