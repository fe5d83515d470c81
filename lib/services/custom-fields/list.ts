import { asc } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type CustomFieldRow, customFieldDefinitions } from '../../db/schema/index.ts';
import type { CustomFieldView } from '../../domain/views/settings.ts';
import { authorize, type Ctx } from '../kernel/index.ts';

/** Every defined field in its order; retired ones say so. */
export async function listCustomFields({ ctx }: { ctx: Ctx }): Promise<{ items: CustomFieldView[] }> {
  authorize(ctx.actor, 'settings.read');
  return { items: await loadCustomFields(ctx.db) };
}

/** The same within another verb. */
export async function loadCustomFields(db: Db | Tx): Promise<CustomFieldView[]> {
  const rows = await db
    .select()
    .from(customFieldDefinitions)
    .orderBy(asc(customFieldDefinitions.position), asc(customFieldDefinitions.key));
  return rows.map(customFieldView);
}

export function customFieldView(row: CustomFieldRow): CustomFieldView {
  const { key, label, hint, type, options, requiredAtClose, position, retiredAt } = row;
  return { key, label, hint, type, options, requiredAtClose, position, retired: retiredAt !== null };
}
