import { z } from 'zod';
import { newId } from '../../db/id.ts';
import { mappings } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import type { MappingView } from '../../domain/views/intake.ts';
import { invalid } from '../errors.ts';
import { authorize, type Ctx, parse, transact, writeAudit } from '../kernel/index.ts';
import { syntaxErrorOf } from './evaluate.ts';
import { shippedId, shippedMapping } from './shipped.ts';
import { switchOff } from './switch.ts';
import { mappingView } from './view.ts';

export const Expression = z.string().trim().min(1, 'Write an expression.').max(100_000);

export const SaveMapping = z.strictObject({
  connector: z.string().min(1).max(80),
  expression: Expression,
  note: z.string().trim().max(500).default(''),
});

/** Saves a new version of a connector's mapping and makes it the active one. Errors: `invalid` for what is no JSONata, `not_found`. */
export async function saveMapping({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof SaveMapping>;
}): Promise<MappingView> {
  authorize(ctx.actor, 'mapping.write');
  const { connector, expression, note } = parse(SaveMapping, input);
  shippedMapping(connector);
  const wrong = await syntaxErrorOf(expression);
  if (wrong) throw invalid([{ pointer: '/expression', message: wrong }]);
  return transact(ctx, 'mappings.save', async (tx) => {
    const was = await switchOff(tx, connector);
    const row = {
      id: newId(),
      connectorId: connector,
      expression,
      note,
      active: true,
      createdBy: refOf(ctx.actor),
      createdAt: ctx.now,
    };
    await tx.tx.insert(mappings).values(row);
    const diff = { active: { from: was ?? shippedId(connector), to: row.id } };
    await writeAudit(tx, { action: 'mapping.save', entity: 'mapping', entityId: connector, diff });
    return mappingView(row);
  });
}
