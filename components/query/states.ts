'use client';

import { type QueryClient, useQuery } from '@tanstack/react-query';
import { SHIPPED_STATES, type Stage, type State } from '#lib/domain/case-state.ts';
import type { StateView } from '#lib/domain/views/settings.ts';
import { stateName } from '../ui/names.ts';
import { api } from './api.ts';
import { keys } from './keys.ts';

const SHIPPED: readonly StateView[] = SHIPPED_STATES.map((state, at) => ({
  ...state,
  next: [...state.next],
  position: at,
  shipped: true,
  retired: false,
}));

/** The states of this installation: what they are called, which stage each is of, and where a case may go. */
export interface States {
  /** In the order of the lists, without retired ones. */
  active: readonly StateView[];
  nameOf: (state: State) => string;
  /** Undefined for a state that is not known yet. */
  stageOf: (state: State) => Stage | undefined;
  nextOf: (state: State) => readonly State[];
}

/** The stage of a state as far as this browser knows it, for what is shown before the server has answered. */
export function knownStage(client: QueryClient, state: State): Stage | undefined {
  return (client.getQueryData<readonly StateView[]>(keys.states) ?? SHIPPED).find(({ id }) => id === state)?.stage;
}

/** Until they are fetched, the shipped ones. */
export function useStates(): States {
  const { data = SHIPPED } = useQuery({
    queryKey: keys.states,
    queryFn: async ({ signal }) => (await api.get<{ items: StateView[] }>('states', {}, signal)).items,
    staleTime: 60_000,
  });
  const find = (id: State) => data.find((state) => state.id === id);
  const active = data.filter((state) => !state.retired);
  return {
    active,
    nameOf: (id) => find(id)?.name ?? stateName(id),
    stageOf: (id) => find(id)?.stage,
    nextOf: (id) => find(id)?.next.filter((to) => active.some((state) => state.id === to)) ?? [],
  };
}
