import type { Db, Tx } from '../../db/client.ts';
import type { Stage, State } from '../../domain/case-state.ts';
import { loadStates } from './load.ts';
import { requireKnownState } from './rules.ts';

/** The stages of these states, each once. Throws `invalid` at `/state` for one that there is not. */
export async function stagesOf(db: Db | Tx, ids: readonly State[]): Promise<Stage[]> {
  const all = await loadStates(db);
  const found = ids.map((id) => {
    requireKnownState(all, id);
    return all.find((one) => one.id === id)!.stage;
  });
  return [...new Set(found)];
}
