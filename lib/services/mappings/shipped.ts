import { intakeOf } from '../connectors/catalogue.ts';
import { ServiceError } from '../errors.ts';

/** The expression that comes with the product. Throws `not_found` for a connector without a mapping. */
export function shippedMapping(connectorId: string): string {
  const { mapping } = intakeOf(connectorId);
  if (mapping === null) throw new ServiceError('not_found', `The events of ${connectorId} go through no mapping.`);
  return mapping;
}

/** The id that stands for a connector's shipped mapping in lists: one path segment, so that it can be activated like a version. */
export const shippedId = (connectorId: string) => `shipped:${connectorId.replace('/', ':')}`;

/** The connector of a shipped mapping's id, or null for another id. */
export function connectorOfShipped(id: string): string | null {
  return id.startsWith('shipped:') ? id.slice('shipped:'.length).replace(':', '/') : null;
}
