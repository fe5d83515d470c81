import { intakeOf } from '../connectors/catalogue.ts';

/** The expression that comes with the product. Throws `not_found` for a connector without a mapping. */
export const shippedMapping = (connectorId: string): string => intakeOf(connectorId).mapping;

/** The id that stands for a connector's shipped mapping in lists: one path segment, so that it can be activated like a version. */
export const shippedId = (connectorId: string) => `shipped:${connectorId.replace('/', ':')}`;

/** The connector of a shipped mapping's id, or null for another id. */
export function connectorOfShipped(id: string): string | null {
  return id.startsWith('shipped:') ? id.slice('shipped:'.length).replace(':', '/') : null;
}
