import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, timeline } from '../../db/schema/index.ts';
import { INJECTION_TAG, ordersIn } from '../../domain/injection/index.ts';
import type { CaseOrder } from '../../domain/views/case.ts';
import { familyOf } from '../cases/family.ts';
import type { KeptOrder } from './flag-orders.ts';

/** Where the case's texts give orders to a model, each place once. Nothing where the case is not flagged, or not any more. */
export async function ordersOf(db: Db | Tx, row: Case): Promise<CaseOrder[]> {
  if (!row.tags.includes(INJECTION_TAG)) return [];
  const entries = await db
    .select({ orders: sql<KeptOrder[]>`${timeline.detail} -> 'orders'`, by: timeline.actorKind })
    .from(timeline)
    .where(
      and(
        inArray(timeline.caseId, await familyOf(db, row.id)),
        eq(timeline.kind, 'updated'),
        sql`${timeline.detail} ? 'orders'`,
      ),
    )
    .orderBy(asc(timeline.seq));
  const places = entries.flatMap(({ orders, by }) =>
    orders.map(({ field, id, name }): CaseOrder => ({ field, id, name, byPerson: by === 'user' })),
  );
  const once = new Map(places.map((place) => [`${place.field} ${place.id} ${place.name}`, place]));
  return [...once.values()].filter((place) => stillStands(row, place));
}

/** Somebody may have rewritten the field since. */
function stillStands({ title, description, customFields }: Case, { field, name }: CaseOrder): boolean {
  const text =
    field === 'title'
      ? title
      : field === 'description'
        ? description
        : field === 'custom_field' && customFields[name ?? ''];
  return typeof text !== 'string' || ordersIn([{ field, text }], false).length > 0;
}
