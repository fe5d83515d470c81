import { sql } from 'drizzle-orm';
import { newId } from '../../db/id.ts';
import { stakeholders } from '../../db/schema/index.ts';
import { StakeholdersInput } from '../../domain/notifications/index.ts';
import type { StakeholdersView } from '../../domain/views/notice.ts';
import { conflict } from '../errors.ts';
import { authorize, type Ctx, diffOf, parse, transact, writeAudit } from '../kernel/index.ts';
import { MOST_RULES, requireSomebody, stakeholdersViews } from './view.ts';

/** Says who has a stake in which cases. Throws `invalid` where that would tell nobody. */
export async function createStakeholders({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<StakeholdersView> {
  authorize(ctx.actor, 'settings.write');
  const fields = parse(StakeholdersInput, input);
  return transact(ctx, 'stakeholders.create', async (tx) => {
    const [known] = await tx.tx.select({ count: sql<number>`count(*)::int` }).from(stakeholders);
    if (known!.count >= MOST_RULES) throw conflict(`There are ${MOST_RULES} rules. Remove one first.`);
    await requireSomebody(tx.tx, fields);
    const [made] = await tx.tx
      .insert(stakeholders)
      .values({ id: newId(), ...fields, createdAt: tx.now, updatedAt: tx.now })
      .returning();
    const diff = diffOf({}, fields);
    await writeAudit(tx, { action: 'stakeholders.create', entity: 'stakeholders', entityId: made!.id, diff });
    return (await stakeholdersViews(tx.tx, [made!]))[0]!;
  });
}
