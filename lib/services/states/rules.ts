import { isOpen, type Stage, type State } from '../../domain/case-state.ts';
import type { StateView } from '../../domain/views/settings.ts';
import { conflict, invalid } from '../errors.ts';

/** Throws `invalid` at `/state` for an id that no state ever had. */
export function requireKnownState(all: readonly StateView[], id: State): void {
  if (all.some((state) => state.id === id)) return;
  const known = all.flatMap((state) => (state.retired ? [] : [state.id])).join(', ');
  throw invalid([{ pointer: '/state', message: `There is no state “${id}”. Known: ${known}.` }]);
}

/** Throws `invalid` at `pointer` for a state that there is not, or that is retired. */
export function requireKnown(all: readonly StateView[], ids: readonly State[], pointer: string): void {
  for (const id of ids) {
    const state = all.find((one) => one.id === id);
    if (!state) throw invalid([{ pointer, message: `There is no state “${id}”.` }]);
    if (state.retired) throw invalid([{ pointer, message: `The state ${state.name} is retired.` }]);
  }
}

/** Throws `conflict` where cases would be stuck: from an open stage something must lead on. */
export function requireWayOut(stage: Stage, next: readonly State[]): void {
  if (isOpen(stage) && next.length === 0)
    throw conflict('Cases would be stuck in this state. Name at least one state that it leads to.');
}
