import type { Db, Tx } from '../../db/client.ts';
import { settingsOf } from '../automations/settings-of.ts';
import { findScout } from '../members/scout.ts';

/** Whether Scout works at all: its automation is switched on, and its member is not disabled. */
export async function scoutIsOn(db: Db | Tx): Promise<boolean> {
  const { disabled } = await findScout(db);
  return !disabled && (await settingsOf(db, 'scout')).enabled;
}
