'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { QuickActionView } from '#lib/domain/views/case.ts';
import { api, messageOf } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useToast } from '../ui/toast.tsx';

/** A press: what it was to do, and its run, null until that is known. */
export interface Press {
  runId: string | null;
  effect: string;
}
/** The last press of each action on a case, while the page lives. */
export type Presses = Record<string, Press>;

/** Presses quick actions. The presses are shared by everything that shows the case: a button, the palette. */
export function useQuickAction(caseKey: string): {
  presses: Presses;
  press: (action: QuickActionView) => Promise<void>;
} {
  const client = useQueryClient();
  const toast = useToast();
  const pressesKey = ['presses', caseKey] as const;
  const { data } = useQuery<Presses>({ queryKey: pressesKey, queryFn: () => ({}), enabled: false, initialData: {} });

  const press = useCallback(
    async (action: QuickActionView) => {
      const set = (next: Press | null) =>
        client.setQueryData<Presses>(['presses', caseKey], ({ [action.id]: _, ...others } = {}) =>
          next ? { ...others, [action.id]: next } : others,
        );
      if (action.refused !== null) return toast({ title: action.title, detail: action.refused });
      set({ runId: null, effect: action.effect });
      try {
        const { runId } = await api.post<{ runId: string }>(`cases/${caseKey}/actions/${action.id}`, { input: {} });
        set({ runId, effect: action.effect });
      } catch (error) {
        set(null);
        toast({ ...messageOf(error), tone: 'critical' });
        void client.invalidateQueries({ queryKey: keys.case(caseKey) });
      }
    },
    [client, toast, caseKey],
  );
  return { presses: data, press };
}
