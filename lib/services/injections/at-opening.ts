import type { Case } from '../../db/schema/index.ts';
import type { CaseInput } from '../../domain/case.ts';
import { type FoundOrder, withInjectionTag } from '../../domain/injection/index.ts';
import type { NewEvent } from '../cases/insert-event.ts';
import type { TxCtx } from '../kernel/index.ts';
import { keptOf, lookThrough, tellOrders } from './flag-orders.ts';
import { textsOfEvent, textsOfFields, textsOfObservables } from './texts.ts';

interface Named {
  type: string;
  value: string;
}

const nameOf = ({ type, value }: Named) => `${type} ${value}`;

/** What gives orders in all that a case opens with, and its fields with the flag where there is any. */
export function flagOpening<Fields extends CaseInput>(
  ctx: TxCtx,
  fields: Fields,
  { event, observables }: { event: NewEvent | undefined; observables: readonly Named[] },
): { fields: Fields; orders: FoundOrder[] } {
  const { title, description = '', tags = [], links = [], customFields = {} } = fields;
  const orders = lookThrough(ctx, [
    ...textsOfFields({ title, description, tags, links, customFields }),
    // They get their ids when they are stored.
    ...textsOfObservables(observables.map((one) => ({ ...one, id: nameOf(one) }))),
    ...(event ? textsOfEvent(event) : []),
  ]);
  return orders.length > 0 ? { fields: { ...fields, tags: withInjectionTag(tags) }, orders } : { fields, orders };
}

/** Says on the timeline of a case that has just opened with the flag where the orders stand. */
export async function tellOpeningOrders(
  ctx: TxCtx,
  opened: Pick<Case, 'id'>,
  orders: readonly FoundOrder[],
  stored: readonly (Named & { id: string })[],
): Promise<void> {
  if (orders.length === 0) return;
  const ids = new Map(stored.map((one) => [nameOf(one), one.id]));
  const placed = orders.map((order) =>
    order.field === 'observable' ? { ...order, id: ids.get(order.id ?? '') ?? null } : order,
  );
  await tellOrders(ctx, opened, keptOf(placed));
}
