'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { Button } from '#components/ui/button.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '#components/ui/states.tsx';
import { isChannelVendor } from '#lib/domain/notifications/index.ts';
import type { ConnectorView } from '#lib/domain/views/intake.ts';
import { ConnectorRow } from './connector-row.tsx';
import { SourceDialog } from './source-dialog.tsx';

/** The vendors and named sources that Watchfloor hears of and asks, and the channels that it tells people by. */
export function ConnectorsPage() {
  const connectors = useConnectorList(keys.connectors, 'connectors');
  const sources = useConnectorList(keys.sources, 'sources');
  const mayWrite = useMay('connector.write');
  const [adding, setAdding] = useState(false);
  const named = sources.data?.items ?? [];
  const failed = connectors.error ?? sources.error;

  const vendors = (connectors.data?.items ?? []).filter(({ vendor }) => vendor !== 'generic');
  const channels = vendors.filter(({ vendor }) => isChannelVendor(vendor));
  const shared = (connectors.data?.items ?? []).filter(({ id }) => id === 'generic');
  const add = mayWrite && (
    <Button variant="go" onClick={() => setAdding(true)}>
      <Plus aria-hidden /> Source
    </Button>
  );
  return (
    <>
      <PageBar title="Connectors">{add}</PageBar>
      <PageBody>
        {connectors.isPending || sources.isPending ? (
          <SkeletonRows />
        ) : failed ? (
          <ErrorState
            error={failed}
            onRetry={() => {
              void connectors.refetch();
              void sources.refetch();
            }}
          />
        ) : (
          <>
            <Group title="Vendors" rows={vendors.filter(({ vendor }) => !isChannelVendor(vendor))} />
            <Group title="Channels" rows={channels} />
            {named.length > 0 ? (
              <Group title="Named sources" rows={[...named, ...shared]} />
            ) : (
              <EmptyState title="No named sources">
                Whatever can send JSON by HTTP can open cases: give it a name and a token of its own.
              </EmptyState>
            )}
          </>
        )}
      </PageBody>
      {adding && (
        <SourceDialog taken={named.map(({ id }) => id.slice('generic/'.length))} onClose={() => setAdding(false)} />
      )}
    </>
  );
}

function useConnectorList(queryKey: readonly string[], path: string) {
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<{ items: ConnectorView[] }>(path, {}, signal),
    refetchInterval: 30_000,
  });
}

function Group({ title, rows }: { title: string; rows: readonly ConnectorView[] }) {
  return (
    <section>
      <h2 className="px-3.5 pt-3.5 pb-1 font-semibold text-ink-3 text-xs">{title}</h2>
      <ul className="border-line/55 border-t">
        {rows.map((connector) => (
          <ConnectorRow key={connector.id} connector={connector} />
        ))}
      </ul>
    </section>
  );
}
