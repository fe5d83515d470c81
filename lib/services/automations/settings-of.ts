import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { automations } from '../../db/schema/index.ts';
import {
  AUTOMATIONS,
  type AutomationDefinition,
  type AutomationId,
  type AutomationParameters,
} from '../../domain/automations.ts';

export interface AutomationSettings<Id extends AutomationId> {
  enabled: boolean;
  parameters: AutomationParameters<Id>;
}

/** What an administrator set, over the shipped values, for the automation's first lines. */
export async function settingsOf<Id extends AutomationId>(db: Db | Tx, id: Id): Promise<AutomationSettings<Id>> {
  const [row] = await db.select().from(automations).where(eq(automations.id, id));
  return { enabled: row?.enabled ?? true, parameters: parametersOf(id, row?.parameters ?? {}) };
}

/**
 * The parameters in force. A stored value that this version's schema no longer knows or takes falls back to the shipped one: an
 * upgrade must not stop an automation.
 */
export function parametersOf<Id extends AutomationId>(id: Id, row: Record<string, unknown>): AutomationParameters<Id> {
  const definition: AutomationDefinition = AUTOMATIONS[id];
  const stored = definition.upgrade?.(row) ?? row;
  const { shape } = AUTOMATIONS[id].parameters;
  const usable = Object.entries(shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(stored[name]);
    return stored[name] !== undefined && parsed.success ? [[name, parsed.data]] : [];
  });
  return AUTOMATIONS[id].parameters.parse(Object.fromEntries(usable)) as AutomationParameters<Id>;
}
