'use client';

import { useQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { CaseLink } from '#components/runs/case-link.tsx';
import { BackTo } from '#components/ui/back-to.tsx';
import { Button } from '#components/ui/button.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Link } from '#components/ui/link.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { ErrorState, SkeletonRows } from '#components/ui/states.tsx';
import type { DeliveryView } from '#lib/domain/views/intake.ts';
import { DeliveryBatch } from './delivery-batch.tsx';
import { DeliveryRuns } from './delivery-runs.tsx';
import { bytesText } from './delivery-table.tsx';
import { DryRunDialog } from './dry-run-dialog.tsx';
import { OUTCOMES, OutcomeTag } from './outcome.tsx';
import { Redeliver } from './redeliver.tsx';

/** One delivery: what was sent, byte for byte, and what became of it. */
export function DeliveryPage({ id }: { id: string }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.delivery(id),
    queryFn: ({ signal }) => api.get<DeliveryView>(`deliveries/${id}`, {}, signal),
  });
  const [dryRun, setDryRun] = useState(false);
  const mayDryRun = useMay('delivery.dry_run');
  return (
    <>
      <PageBar
        title={<BackTo href="/deliveries" title="Deliveries" here="Delivery" />}
        chips={data && <OutcomeTag outcome={data.outcome} />}
      >
        {data?.body !== undefined && mayDryRun && (
          <Button onClick={() => setDryRun(true)}>
            <FlaskConical aria-hidden /> Dry run
          </Button>
        )}
        {data && <Redeliver delivery={data} />}
      </PageBar>
      <PageBody className="p-3.5">
        {isPending ? (
          <SkeletonRows />
        ) : error ? (
          <ErrorState error={error} onRetry={refetch} />
        ) : (
          <div className="mx-auto flex max-w-[1100px] flex-col gap-4">
            <DeliveryFacts delivery={data} />
            <DeliveryRuns delivery={data} />
            {data.batch.length > 0 && <DeliveryBatch delivery={data} />}
            <section className="flex flex-col gap-2">
              <h2 className="font-semibold text-ink-2 text-sm">Body · {bytesText(data.bytes)}</h2>
              {data.body === undefined ? (
                <p className="text-ink-3">Your role may not read bodies of deliveries.</p>
              ) : (
                <CodeBlock code={data.body} label="body" />
              )}
            </section>
          </div>
        )}
      </PageBody>
      {dryRun && data && (
        <DryRunDialog
          connectors={[]}
          connector={data.connector}
          body={data.body ?? ''}
          onClose={() => setDryRun(false)}
        />
      )}
    </>
  );
}

function DeliveryFacts({ delivery }: { delivery: DeliveryView }) {
  return (
    <dl className="card grid grid-cols-[112px_1fr] gap-y-1.5 px-3.5 py-3 [&_dt]:text-ink-3">
      <dt>Outcome</dt>
      <dd>{delivery.reason ?? OUTCOMES[delivery.outcome].meaning}</dd>
      <dt>Source</dt>
      <dd>
        <Link href={`/deliveries?connector=${encodeURIComponent(delivery.connector)}`} className="hover:underline">
          {delivery.connector}
        </Link>
      </dd>
      <dt>Received</dt>
      <dd>
        <RelativeTime at={delivery.receivedAt} />
      </dd>
      <dt>Object</dt>
      <dd className="font-mono text-sm">
        {delivery.objectKey ?? <span className="font-sans text-ink-3">none found in the body</span>}
      </dd>
      <dt>Cases</dt>
      <dd className="flex flex-wrap gap-x-3">
        {delivery.cases.length === 0 ? (
          <span className="text-ink-3">none</span>
        ) : (
          delivery.cases.map((key) => <CaseLink key={key} caseKey={key} />)
        )}
      </dd>
      <dt>Delivery</dt>
      <dd className="flex flex-wrap items-center gap-1 font-mono text-sm">
        {delivery.id}
        <CopyButton text={delivery.id} label="Copy the delivery's id" />
      </dd>
      {delivery.redeliveryOf && (
        <>
          <dt>Again of</dt>
          <dd>
            <Link href={`/deliveries/${delivery.redeliveryOf}`} className="font-mono text-sm hover:underline">
              {delivery.redeliveryOf}
            </Link>
          </dd>
        </>
      )}
    </dl>
  );
}
