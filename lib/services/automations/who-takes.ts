import type { Db, Tx } from '../../db/client.ts';
import { isAmong } from '../../domain/intake.ts';
import { settingsOf } from './settings-of.ts';

/** Whether `case-created` looks at new cases of this category first, and so gives them their owner. */
export const isEnrichedFirst = (db: Db | Tx, category: string) => isInScope(db, 'case-created', [category]);

/** Whether `case-in-progress` gives a case that counts among these categories to somebody when it moves to In progress. */
export const isDrawnInProgress = (db: Db | Tx, categories: readonly string[]) =>
  isInScope(db, 'case-in-progress', categories);

/** Switched on, and for cases of one of these categories. */
async function isInScope(
  db: Db | Tx,
  id: 'case-created' | 'case-in-progress',
  categories: readonly string[],
): Promise<boolean> {
  const { enabled, parameters } = await settingsOf(db, id);
  return enabled && isAmong(categories, parameters.categories);
}
