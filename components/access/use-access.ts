'use client';

import type { AccessRequestView } from '#lib/domain/views/access.ts';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { useToast } from '../ui/toast.tsx';

type Verb = 'approve' | 'deny' | 'revoke' | 'cancel' | 'consent' | 'device';

const SAID: Record<Verb, string> = {
  approve: 'Approved',
  deny: 'Denied',
  revoke: 'The right is being taken back',
  cancel: 'Withdrawn',
  consent: 'Answered',
  device: 'The approvers are asked',
};

/** One act on a request. What the server refuses is told in a toast, or by the form that sends it. */
export function useAccessAct(
  id: string,
  verb: Verb,
  { inline = false, done }: { inline?: boolean; done?: () => void } = {},
) {
  const toast = useToast();
  return useAct(
    (body: object | undefined) => api.post<AccessRequestView>(`access-requests/${id}/${verb}`, body ?? {}),
    {
      stale: [['access']],
      inline,
      done: () => {
        toast({ title: SAID[verb], tone: 'ok' });
        done?.();
      },
    },
  );
}
