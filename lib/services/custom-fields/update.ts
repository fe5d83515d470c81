import { eq } from 'drizzle-orm';
import { customFieldDefinitions } from '../../db/schema/index.ts';
import { CustomFieldPatch } from '../../domain/custom-field.ts';
import type { CustomFieldView } from '../../domain/views/settings.ts';
import { invalid, notFound } from '../errors.ts';
import { authorize, type Ctx, diffOf, parse, transact, writeAudit } from '../kernel/index.ts';
import { customFieldView } from './list.ts';

/** Changes a field's definition, or retires it: cases keep their values. Key and type stay. Errors: `not_found`, `invalid`. */
export async function updateCustomField({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; patch: unknown };
}): Promise<CustomFieldView> {
  authorize(ctx.actor, 'settings.write');
  const { retired, ...patch } = parse(CustomFieldPatch, input.patch);
  return transact(ctx, 'custom-fields.update', async (tx) => {
    const { key } = input;
    const row = eq(customFieldDefinitions.key, key);
    const [before] = await tx.tx.select().from(customFieldDefinitions).where(row).for('update');
    if (!before) throw notFound('The field');
    refuseOptions(before.type, patch.options);
    const change = {
      ...patch,
      ...(retired === undefined ? {} : { retiredAt: retired ? (before.retiredAt ?? tx.now) : null }),
    };
    const diff = diffOf(before, change);
    if (Object.keys(diff).length === 0) return customFieldView(before);
    const [after] = await tx.tx
      .update(customFieldDefinitions)
      .set({ ...change, updatedAt: tx.now })
      .where(row)
      .returning();
    await writeAudit(tx, { action: 'custom_field.update', entity: 'custom_field', entityId: key, diff });
    return customFieldView(after!);
  });
}

function refuseOptions(type: CustomFieldView['type'], options: readonly string[] | undefined): void {
  if (options === undefined) return;
  const chosen = type === 'select' || type === 'multi_select';
  if (chosen && options.length === 0)
    throw invalid([{ pointer: '/options', message: 'Name at least one option to choose from.' }]);
  if (!chosen && options.length > 0)
    throw invalid([{ pointer: '/options', message: `A field of type ${type} has no options.` }]);
}
