import { sql } from 'drizzle-orm';
import { customFieldDefinitions } from '../../db/schema/index.ts';
import { CustomFieldInput } from '../../domain/custom-field.ts';
import { slugOf } from '../../domain/slug.ts';
import type { CustomFieldView } from '../../domain/views/settings.ts';
import { conflict, invalid } from '../errors.ts';
import { authorize, type Ctx, codeOf, diffOf, parse, transact, writeAudit } from '../kernel/index.ts';
import { customFieldView } from './list.ts';

/** Defines a field of cases, last unless a position is named. Throws `conflict` where its key is taken. */
export async function createCustomField({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<CustomFieldView> {
  authorize(ctx.actor, 'settings.write');
  const fields = parse(CustomFieldInput, input);
  const key = fields.key ?? slugOf(fields.label, '_', 64);
  if (!/^[a-z]/.test(key))
    throw invalid([{ pointer: '/key', message: 'Write a key that begins with a letter from a to z.' }]);
  try {
    return await transact(ctx, 'custom-fields.create', async (tx) => {
      const last = sql<number>`(select coalesce(max(position), 0) + 10 from ${customFieldDefinitions})`;
      const { position, ...rest } = fields;
      const [made] = await tx.tx
        .insert(customFieldDefinitions)
        .values({ ...rest, key, position: position ?? last, createdAt: tx.now, updatedAt: tx.now })
        .returning();
      const { retired: _, ...defined } = customFieldView(made!);
      const diff = diffOf({}, defined);
      await writeAudit(tx, { action: 'custom_field.create', entity: 'custom_field', entityId: key, diff });
      return customFieldView(made!);
    });
  } catch (error) {
    if (codeOf(error) === '23505') throw conflict(`There is, or was, a field with the key “${key}”. Name another key.`);
    throw error;
  }
}
