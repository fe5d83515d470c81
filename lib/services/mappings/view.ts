import type { Mapping } from '../../db/schema/index.ts';
import type { MappingView } from '../../domain/views/intake.ts';
import { shippedId, shippedMapping } from './shipped.ts';

export function mappingView(row: Mapping): MappingView {
  return {
    id: row.id,
    connector: row.connectorId,
    expression: row.expression,
    note: row.note,
    active: row.active,
    shipped: false,
    createdBy: row.createdBy.name,
    createdAt: row.createdAt.toISOString(),
  };
}

export function shippedView(connectorId: string, active: boolean): MappingView {
  return {
    id: shippedId(connectorId),
    connector: connectorId,
    expression: shippedMapping(connectorId),
    note: 'Comes with the product.',
    active,
    shipped: true,
    createdBy: 'Watchfloor',
    createdAt: null,
  };
}
