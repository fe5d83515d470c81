import { asc } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type StateRow, states, stateTransitions } from '../../db/schema/index.ts';
import { STATES, type StateRule } from '../../domain/case-state.ts';
import type { StateView } from '../../domain/views/settings.ts';

/** All states with where a case may go from each, retired ones included: a handful of rows. In the order of the lists. */
export async function loadStates(db: Db | Tx): Promise<StateView[]> {
  const rows = await db.select().from(states).orderBy(asc(states.position), asc(states.id));
  const moves = Map.groupBy(await db.select().from(stateTransitions), ({ from }) => from);
  const place = new Map(rows.map((row, at) => [row.id, at]));
  return rows.map((row) => {
    const next = (moves.get(row.id) ?? []).map(({ to }) => to);
    return stateView(
      row,
      next.sort((a, b) => place.get(a)! - place.get(b)!),
    );
  });
}

/** The states that a case can be in now. */
export const usable = (all: readonly StateView[]): StateRule[] => {
  const active = all.filter(({ retired }) => !retired);
  const ids = new Set(active.map(({ id }) => id));
  return active.map((state) => ({ ...state, next: state.next.filter((id) => ids.has(id)) }));
};

export function stateView(row: StateRow, next: string[]): StateView {
  return {
    id: row.id,
    name: row.name,
    stage: row.stage,
    position: row.position,
    shipped: (STATES as readonly string[]).includes(row.id),
    retired: row.retiredAt !== null,
    next,
  };
}
