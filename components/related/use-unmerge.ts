'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { CaseView } from '#lib/domain/views/case.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';

/** Takes the merge of a case back; with `go`, opens the case that stands for itself again. */
export function useUnmerge({ go }: { go: boolean }) {
  const client = useQueryClient();
  const router = useRouter();
  return useAct((key: string) => api.post<CaseView>(`cases/${key}/unmerge`), {
    stale: [['case'], ['cases']],
    done: (view) => {
      // What is remembered of it still leads away from it.
      client.setQueryData(keys.case(view.key), view);
      if (go) router.push(`/cases/${view.key}`);
    },
  });
}
