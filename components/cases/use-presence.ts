'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { HEARTBEAT_MS } from '#lib/domain/presence.ts';
import type { Onlooker } from '#lib/domain/views/collaboration.ts';
import { api, randomKey } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMe } from '../query/me.ts';

/**
 * Says that one looks at the case while the page is open and seen, and answers who else does. The stream tells of comings and goings; the
 * heartbeat's answer finds out who fell silent.
 */
export function usePresence(caseKey: string, editing: string | null): readonly Onlooker[] {
  const client = useQueryClient();
  const me = useMe();
  const asPerson = me?.kind === 'user';
  const { data } = useQuery({
    queryKey: keys.onlookers(caseKey),
    queryFn: async ({ signal }) =>
      (await api.get<{ items: Onlooker[] }>(`cases/${caseKey}/presence`, {}, signal)).items,
    enabled: asPerson,
  });
  const current = useRef(editing);
  const page = useRef('');

  useEffect(() => {
    if (!asPerson) return;
    page.current ||= randomKey();
    const path = `cases/${caseKey}/presence`;
    const beat = async () => {
      if (document.hidden) return;
      // A heartbeat that fails is followed by the next one.
      const answer = await api
        .put<{ items: Onlooker[] }>(path, { page: page.current, editing: current.current })
        .catch(() => null);
      if (answer) client.setQueryData(keys.onlookers(caseKey), answer.items);
    };
    const leave = () => {
      const body = JSON.stringify({ page: page.current });
      // Outlives the page that is closed; where it does not, the heartbeat's end says the same.
      void fetch(`/api/v1/${path}`, {
        method: 'DELETE',
        keepalive: true,
        headers: { 'content-type': 'application/json' },
        body,
      }).catch(() => {});
    };
    const turn = () => (document.hidden ? leave() : void beat());
    void beat();
    const timer = setInterval(() => void beat(), HEARTBEAT_MS);
    document.addEventListener('visibilitychange', turn);
    window.addEventListener('pagehide', leave);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', turn);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [asPerson, caseKey, client]);

  useEffect(() => {
    if (current.current === editing) return;
    current.current = editing;
    if (asPerson && page.current)
      void api.put(`cases/${caseKey}/presence`, { page: page.current, editing }).catch(() => null);
  }, [asPerson, caseKey, editing]);

  return (data ?? []).filter((one) => one.member.id !== me?.id);
}
