'use client';

import { Braces } from 'lucide-react';
import { DayCounts } from '#components/deliveries/source-health.tsx';
import { useMay } from '#components/query/me.ts';
import { BackTo } from '#components/ui/back-to.tsx';
import { formatDuration } from '#components/ui/duration.ts';
import { Link } from '#components/ui/link.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { ErrorState, SkeletonRows } from '#components/ui/states.tsx';
import type { ConnectorView } from '#lib/domain/views/intake.ts';
import { AiUsageCard } from './ai-usage-card.tsx';
import { ConnectorForm } from './connector-form.tsx';
import { ConnectorState } from './connector-state.tsx';
import { ConnectorSwitch } from './connector-switch.tsx';
import { ConnectorTestCard } from './connector-test-card.tsx';
import { EventLogCard } from './event-log-card.tsx';
import { HookCard } from './hook-card.tsx';
import { titleOf } from './labels.ts';
import { LookupsCard } from './lookups-card.tsx';
import { useConnector } from './use-connector.ts';

/** One connector or named source: where it sends to, how both sides prove themselves, and how it is. */
export function ConnectorPage({ id }: { id: string }) {
  const { data: connector, error, isPending, refetch } = useConnector(id);
  const mayWrite = useMay('connector.write');
  return (
    <>
      <PageBar
        title={<BackTo href="/connectors" title="Connectors" here={connector ? titleOf(connector) : id} />}
        chips={connector && <ConnectorState connector={connector} />}
      >
        {connector && <ConnectorSwitch connector={connector} disabled={!mayWrite} />}
      </PageBar>
      <PageBody className="p-3.5">
        {isPending ? (
          <SkeletonRows />
        ) : connector ? (
          <div className="mx-auto grid max-w-[1180px] grid-cols-[minmax(0,1fr)_340px] items-start gap-4 narrow:grid-cols-1">
            <div className="flex min-w-0 flex-col gap-4">
              {connector.hookPath && <HookCard hookPath={connector.hookPath} />}
              <ConnectorForm key={connector.id} connector={connector} readOnly={!mayWrite} />
            </div>
            <div className="flex flex-col gap-4">
              {connector.hookPath && <HealthCard connector={connector} />}
              {(connector.vendor === 'okta' || connector.vendor === 'crowdstrike') && (
                <EventLogCard connector={connector} />
              )}
              {connector.ai && <AiUsageCard usage={connector.ai} />}
              {connector.lookups && <LookupsCard lookups={connector.lookups} lastCall={connector.lastCall} />}
              {connector.vendor !== 'generic' && <ConnectorTestCard connector={connector} />}
              {connector.mapped && <MappingCard id={connector.id} />}
            </div>
          </div>
        ) : (
          <ErrorState error={error} onRetry={refetch} />
        )}
      </PageBody>
    </>
  );
}

function HealthCard({ connector: { id, health } }: { connector: ConnectorView }) {
  return (
    <section className="card flex flex-col gap-1.5 px-3.5 py-3">
      <h2 className="font-semibold text-ink-2 text-sm">Health</h2>
      <p>
        {health.lastSeenAt ? (
          <>
            Last seen <RelativeTime at={health.lastSeenAt} />
          </>
        ) : (
          'Nothing seen yet'
        )}
      </p>
      {health.expectedEveryMinutes !== null && (
        <p className={health.silent ? 'text-high' : 'text-ink-2'}>
          {health.silent ? 'Silent: ' : ''}one expected every {formatDuration(health.expectedEveryMinutes * 60)}
        </p>
      )}
      <p className="num flex flex-wrap gap-x-2.5 text-ink-2 text-sm">
        <DayCounts counts={health.last24h} />
      </p>
      <Link href={`/deliveries?connector=${encodeURIComponent(id)}`} className="text-accent-ink hover:underline">
        Show its deliveries
      </Link>
    </section>
  );
}

function MappingCard({ id }: { id: string }) {
  return (
    <section className="card flex flex-col gap-1.5 px-3.5 py-3">
      <h2 className="font-semibold text-ink-2 text-sm">Mapping</h2>
      <p className="text-ink-2">How a body becomes a case: title, severity, tags, links, indicators.</p>
      <Link
        href={`/connectors/mapping?connector=${encodeURIComponent(id)}`}
        className="inline-flex items-center gap-1.5 text-accent-ink hover:underline"
      >
        <Braces aria-hidden className="size-[15px]" /> Read or change it
      </Link>
    </section>
  );
}
