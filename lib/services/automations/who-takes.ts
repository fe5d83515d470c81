import type { Db, Tx } from '../../db/client.ts';
import { isListed } from '../../domain/intake.ts';
import { settingsOf } from './settings-of.ts';

/** Whether `case-created` looks at new cases of this category first, and so gives them their owner. */
export const isEnrichedFirst = (db: Db | Tx, category: string) => isInScope(db, 'case-created', category);

/** Whether `case-in-progress` gives a case of this category to somebody when it moves to In progress. */
export const isDrawnInProgress = (db: Db | Tx, category: string) => isInScope(db, 'case-in-progress', category);

/** Switched on, and for cases of this category. */
async function isInScope(db: Db | Tx, id: 'case-created' | 'case-in-progress', category: string): Promise<boolean> {
  const { enabled, parameters } = await settingsOf(db, id);
  return enabled && (parameters.categories.length === 0 || isListed(category, parameters.categories));
}
