import { GENERIC_MAPPING } from '../../domain/mappings/generic.ts';
import { WIZ_MAPPING } from '../../domain/mappings/wiz.ts';
import { definitionOf } from '../connectors/catalogue.ts';
import { ServiceError } from '../errors.ts';

const EXPRESSIONS: Record<string, string> = { wiz: WIZ_MAPPING, generic: GENERIC_MAPPING };

/** The expression that comes with the product. Throws `not_found` for a connector without a mapping. */
export function shippedMapping(connectorId: string): string {
  const definition = definitionOf(connectorId);
  const expression = EXPRESSIONS[definition.vendor];
  if (!definition.mapped || !expression) throw new ServiceError('not_found', `${connectorId} has no mapping.`);
  return expression;
}

/** The id that stands for a connector's shipped mapping in lists: one path segment, so that it can be activated like a version. */
export const shippedId = (connectorId: string) => `shipped:${connectorId.replace('/', ':')}`;

/** The connector of a shipped mapping's id, or null for another id. */
export function connectorOfShipped(id: string): string | null {
  return id.startsWith('shipped:') ? id.slice('shipped:'.length).replace(':', '/') : null;
}
