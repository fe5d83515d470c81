'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import type { ConnectorView } from '#lib/domain/views/intake.ts';
import { pathOf } from './labels.ts';

const EVERY_MS = 5_000;
/** Vendors whose own log we read. */
const READ: readonly string[] = ['okta', 'crowdstrike'];

export function useConnector(id: string) {
  return useQuery({
    queryKey: keys.connector(id),
    queryFn: ({ signal }) => api.get<ConnectorView>(pathOf(id), {}, signal),
    // That a hook was verified, a log read or a source asked is told by no event.
    refetchInterval: ({ state }) => (READ.includes(state.data?.vendor ?? '') || state.data?.lookups ? EVERY_MS : false),
  });
}

/** Body of PUT. An omitted credential keeps its value, null deletes it; settings are replaced as a whole. */
export interface ConnectorInput {
  enabled: boolean;
  baseUrl?: string | null;
  credentials: Record<string, string | null>;
  settings?: Record<string, unknown>;
}

/** Sets a connector, and shows what the server made of it at once. */
export function usePutConnector(
  id: string,
  { done, inline = false }: { done?: (connector: ConnectorView) => void; inline?: boolean } = {},
) {
  const client = useQueryClient();
  return useAct((input: ConnectorInput) => api.put<ConnectorView>(pathOf(id), input), {
    stale: [keys.connectors, keys.sources, keys.deliverySources],
    inline,
    done: (connector) => {
      client.setQueryData(keys.connector(id), connector);
      done?.(connector);
    },
  });
}
