'use client';

import type { HandOverView } from '#lib/domain/views/hand-over.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';

const STALE = [['hand-overs'], ['cases']] as const;

/** What is done with a hand-over: cases are named by key, none for all that wait. */
export function useHandOver(id: string) {
  const path = `hand-overs/${id}`;
  const some = (cases: readonly string[] | undefined) => (cases ? { cases } : {});
  return {
    accept: useAct((cases: readonly string[] | undefined) => api.post<HandOverView>(`${path}/accept`, some(cases)), {
      stale: STALE,
    }),
    decline: useAct(
      ({ cases, reason }: { cases: readonly string[] | undefined; reason: string }) =>
        api.post<HandOverView>(`${path}/decline`, { reason, ...some(cases) }),
      { stale: STALE },
    ),
    withdraw: useAct((_: undefined) => api.post<HandOverView>(`${path}/withdraw`), { stale: STALE }),
  };
}
