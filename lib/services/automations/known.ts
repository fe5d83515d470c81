import { type AutomationId, isAutomationId } from '../../domain/automations.ts';
import { notFound } from '../errors.ts';

/** The id as one of the catalogue's. Throws `not_found`. */
export function knownAutomation(id: string): AutomationId {
  if (!isAutomationId(id)) throw notFound(`The automation ${id}`);
  return id;
}
