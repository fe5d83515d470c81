import { asc } from 'drizzle-orm';
import { closingMacros } from '../../db/schema/index.ts';
import { SHIPPED_MACROS } from '../../domain/closing-macro.ts';
import type { ClosingMacro } from '../../domain/views/collaboration.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { MOST_MACROS, macroView } from './view.ts';

/** The ready endings: shipped ones first, then the house's own by title. */
export async function listMacros({ ctx }: { ctx: Ctx }): Promise<{ items: ClosingMacro[] }> {
  authorize(ctx.actor, 'case.read');
  const own = await ctx.db
    .select()
    .from(closingMacros)
    .orderBy(asc(closingMacros.title), asc(closingMacros.id))
    .limit(MOST_MACROS);
  return { items: [...SHIPPED_MACROS.map((macro) => ({ ...macro, shipped: true })), ...own.map(macroView)] };
}
