import { sql } from 'drizzle-orm';
import { newId } from '../../db/id.ts';
import { closingMacros } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { ClosingMacroInput } from '../../domain/closing-macro.ts';
import type { ClosingMacro } from '../../domain/views/collaboration.ts';
import { conflict } from '../errors.ts';
import { authorize, type Ctx, parse, transact, writeAudit } from '../kernel/index.ts';
import { MOST_MACROS, macroView } from './view.ts';

/** Shares a ready ending with everybody. */
export async function addMacro({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<ClosingMacro> {
  authorize(ctx.actor, 'macro.write');
  const macro = parse(ClosingMacroInput, input);
  return transact(ctx, 'macros.add', async (tx) => {
    const [known] = await tx.tx.select({ count: sql<number>`count(*)::int` }).from(closingMacros);
    if (known!.count >= MOST_MACROS) throw conflict(`There are ${MOST_MACROS} shared endings. Remove one first.`);
    const [made] = await tx.tx
      .insert(closingMacros)
      .values({ id: newId(), ...macro, createdBy: refOf(tx.actor), createdAt: tx.now })
      .returning();
    await writeAudit(tx, {
      action: 'macro.add',
      entity: 'closing_macro',
      entityId: made!.id,
      diff: { macro: { from: null, to: macro } },
    });
    return macroView(made!);
  });
}
