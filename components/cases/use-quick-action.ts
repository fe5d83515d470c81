'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { QuickActionView } from '#lib/domain/views/case.ts';
import { fieldsOf } from '../automations/parameter-fields.ts';
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

/** What the quick actions of a case are at, shared by everything that shows it: a button, the palette. */
interface Board {
  presses: Presses;
  /** The action whose form is open. */
  asking: QuickActionView | null;
}
const EMPTY: Board = { presses: {}, asking: null };

/** Presses quick actions. One that asks for something opens its form first; `send` presses it with what is filled in there. */
export function useQuickAction(caseKey: string): Board & {
  press: (action: QuickActionView) => Promise<void>;
  send: (action: QuickActionView, input: Record<string, unknown>) => Promise<void>;
  close: () => void;
} {
  const client = useQueryClient();
  const toast = useToast();
  const { data } = useQuery<Board>({
    queryKey: ['presses', caseKey],
    queryFn: () => EMPTY,
    enabled: false,
    initialData: EMPTY,
  });
  const change = useCallback(
    (next: (board: Board) => Board) => client.setQueryData<Board>(['presses', caseKey], (board = EMPTY) => next(board)),
    [client, caseKey],
  );
  const close = useCallback(() => void change((board) => ({ ...board, asking: null })), [change]);

  /** Throws what the API answered; the button is then as it was. */
  const send = useCallback(
    async (action: QuickActionView, input: Record<string, unknown>) => {
      const set = (next: Press | null) =>
        change(({ presses: { [action.id]: _, ...others }, asking }) => ({
          presses: next ? { ...others, [action.id]: next } : others,
          asking,
        }));
      set({ runId: null, effect: action.effect });
      try {
        const { runId } = await api.post<{ runId: string }>(`cases/${caseKey}/actions/${action.id}`, { input });
        set({ runId, effect: action.effect });
      } catch (error) {
        set(null);
        void client.invalidateQueries({ queryKey: keys.case(caseKey) });
        throw error;
      }
    },
    [client, change, caseKey],
  );

  const press = useCallback(
    async (action: QuickActionView) => {
      if (action.refused !== null) return toast({ title: action.title, detail: action.refused });
      if (fieldsOf(action.input).length > 0) return void change((board) => ({ ...board, asking: action }));
      await send(action, {}).catch((error) => toast({ ...messageOf(error), tone: 'critical' }));
    },
    [toast, change, send],
  );
  return { ...data, press, send, close };
}
