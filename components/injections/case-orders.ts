import { createContext, useContext } from 'react';
import type { OrderField } from '#lib/domain/injection/flag.ts';
import type { CaseOrder } from '#lib/domain/views/case.ts';

/** Where texts of the case that is shown give orders to a model. */
export const CaseOrders = createContext<readonly CaseOrder[]>([]);

/**
 * The order that stands in a text of the case, if any; `id` is of the observable, file or task, of an event its delivery’s, of details their
 * alert’s.
 */
export function useOrder(field: OrderField, { id, name }: { id?: string; name?: string } = {}): CaseOrder | undefined {
  return useContext(CaseOrders).find(
    (one) =>
      one.field === field &&
      (id === undefined || one.id === id) &&
      (name === undefined || `${one.name}.`.startsWith(`${name}.`)),
  );
}

/** Whether the case is flagged, and nobody has dismissed it. */
export const useFlagged = () => useContext(CaseOrders).length > 0;
