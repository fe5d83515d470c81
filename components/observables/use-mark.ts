'use client';

import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ObservableRole } from '#lib/domain/observables/types.ts';
import type { CaseObservableView } from '#lib/domain/views/case.ts';
import type { Page } from '#lib/domain/views/common.ts';
import { api, messageOf } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useToast } from '../ui/toast.tsx';

interface Mark {
  key?: boolean;
  role?: ObservableRole;
}

/** Says what an observable is to a case: shown at once, and put back with the reason where it is refused. */
export function useMark(caseKey: string, observable: CaseObservableView): (mark: Mark) => void {
  const client = useQueryClient();
  const toast = useToast();
  const queryKey = keys.caseObservables(caseKey);
  const show = (change: Mark) =>
    client.setQueryData<InfiniteData<Page<CaseObservableView>>>(
      queryKey,
      (data) =>
        data && {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((one) => (one.id === observable.id ? { ...one, ...change } : one)),
          })),
        },
    );
  const { mutate } = useMutation({
    mutationFn: (mark: Mark) => api.patch<CaseObservableView>(`cases/${caseKey}/observables/${observable.id}`, mark),
    onMutate: async (mark) => {
      await client.cancelQueries({ queryKey });
      show(mark);
    },
    onError: (error) => {
      show({ key: observable.key, role: observable.role });
      toast({ ...messageOf(error), tone: 'critical' });
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.case(caseKey) }),
  });
  return mutate;
}
