import type { Db, Tx } from '../../db/client.ts';
import type { AutomationParameters } from '../../domain/automations.ts';
import { settingsOf } from '../automations/settings-of.ts';

export type AccessParameters = AutomationParameters<'admin-access'>;

/** What the administrators set for temporary rights, over the shipped values. */
export async function accessParameters(db: Db | Tx): Promise<AccessParameters> {
  return (await settingsOf(db, 'admin-access')).parameters;
}
