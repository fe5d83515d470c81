'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { CaseView, TaskView } from '#lib/domain/views/case.ts';
import { useAct } from '../query/act.ts';
import { api, messageOf } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useToast } from '../ui/toast.tsx';
import type { TaskFields } from './task-form.tsx';

/** Ticks a task at once, and takes it back where it is refused. */
export function useTick(caseKey: string): (task: TaskView, done: boolean) => Promise<void> {
  const client = useQueryClient();
  const toast = useToast();
  const put = (next: TaskView) =>
    client.setQueryData<CaseView>(keys.case(caseKey), (known) =>
      known ? { ...known, tasks: known.tasks.map((one) => (one.id === next.id ? next : one)) } : known,
    );
  return async (task, done) => {
    put({ ...task, doneAt: done ? new Date().toISOString() : null, doneBy: null });
    try {
      put(await api.patch<TaskView>(`cases/${caseKey}/tasks/${task.id}`, { done }));
    } catch (error) {
      put(task);
      toast({ ...messageOf(error), tone: 'critical' });
    }
    void client.invalidateQueries({ queryKey: keys.case(caseKey) });
  };
}

/** Adds, changes and removes tasks; `done` is called where it worked. */
export function useTaskChanges(caseKey: string, done: () => void) {
  const path = `cases/${caseKey}/tasks`;
  const stale = [keys.case(caseKey)];
  return {
    add: useAct((fields: TaskFields & { phase?: string }) => api.post<TaskView>(path, fields), { stale, done }),
    change: useAct(({ id, ...fields }: TaskFields & { id: string }) => api.patch<TaskView>(`${path}/${id}`, fields), {
      stale,
      done,
    }),
    remove: useAct((id: string) => api.delete<void>(`${path}/${id}`), { stale, done }),
  };
}
