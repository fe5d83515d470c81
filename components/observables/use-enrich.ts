'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { INDICATOR_TYPES } from '#lib/domain/enrichment/sources.ts';
import type { ObservableType } from '#lib/domain/observables/types.ts';
import type { RunView } from '#lib/domain/views/run.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMay } from '../query/me.ts';
import { isEnded } from '../runs/status.ts';
import { useToast } from '../ui/toast.tsx';

const POLL_MS = 500;

interface Asked {
  id: string;
  type: ObservableType;
  allowListed: boolean;
}

/** Has the sources asked about an observable, and follows the run until it has ended; what it found is then fetched by itself. */
export function useEnrich({ id, type, allowListed }: Asked) {
  const client = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const may = useMay('observable.enrich');
  const asked = useAct(() => api.post<{ runId: string }>(`observables/${id}/enrich`), {
    done: ({ runId }) =>
      toast({
        title: 'The sources are being asked',
        tone: 'ok',
        action: { label: 'Open the run', onPress: () => router.push(`/runs/${runId}`) },
      }),
  });
  const runId = asked.result?.runId;
  const { data: run } = useQuery({
    queryKey: keys.run(runId ?? 'none'),
    queryFn: ({ signal }) => api.get<RunView>(`runs/${runId}`, {}, signal),
    enabled: runId !== undefined,
    refetchInterval: (query) => (query.state.data && isEnded(query.state.data.status) ? false : POLL_MS),
  });
  const ended = run !== undefined && isEnded(run.status);
  useEffect(() => {
    if (!ended) return;
    for (const queryKey of [['observables'], ['case']]) void client.invalidateQueries({ queryKey });
  }, [ended, client]);
  return {
    /** Some source can be asked about it, and he may have it asked. */
    offered: may && !allowListed && (INDICATOR_TYPES as readonly ObservableType[]).includes(type),
    ask: () => void asked.act(undefined),
    busy: asked.busy || (runId !== undefined && !ended),
  };
}
