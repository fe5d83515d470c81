'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TimerCommand } from '#lib/domain/sla/timers.ts';
import type { CaseView, TimerView } from '#lib/domain/views/case.ts';
import type { CaseTimerView } from '#lib/domain/views/sla.ts';
import { api, messageOf } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useToast } from '../ui/toast.tsx';
import { commanded } from './commanded.ts';

/** Commands a custom timer: the page shows it at once, and puts it back with the reason where it is refused. */
export function useTimerCommand(caseKey: string, timer: Pick<TimerView, 'id'>) {
  const client = useQueryClient();
  const toast = useToast();
  const key = keys.case(caseKey);
  const show = (change: (timers: TimerView[]) => TimerView[]) =>
    client.setQueryData<CaseView>(key, (known) => known && { ...known, sla: change(known.sla) });

  const mutation = useMutation({
    mutationFn: (command: TimerCommand) =>
      api.post<CaseTimerView>(`cases/${caseKey}/timers/${encodeURIComponent(timer.id)}/${command}`),
    onMutate: async (command) => {
      await client.cancelQueries({ queryKey: key, exact: true });
      const before = client.getQueryData<CaseView>(key)?.sla;
      show((timers) => commanded(timers, timer.id, command, Date.now()));
      return before;
    },
    onSuccess: (after) => show((timers) => timers.map((one) => (one.id === after.id ? after : one))),
    onError: (error, _command, before) => {
      if (before) show(() => before);
      toast({ ...messageOf(error), tone: 'critical' });
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: key });
      void client.invalidateQueries({ queryKey: ['cases'] });
    },
  });
  return { give: mutation.mutate, busy: mutation.isPending };
}
