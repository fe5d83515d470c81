'use client';

import { FlaskConical, Inbox } from 'lucide-react';
import { useState } from 'react';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { formatCount, usePages } from '#components/query/pages.ts';
import { useUrlParams } from '#components/query/url-params.ts';
import { Button } from '#components/ui/button.tsx';
import { FilterChip } from '#components/ui/filter-chip.tsx';
import { Link } from '#components/ui/link.tsx';
import { ListStates } from '#components/ui/list-states.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import type { DeliveryListItem } from '#lib/domain/views/intake.ts';
import { DeliveryTable } from './delivery-table.tsx';
import { DryRunDialog } from './dry-run-dialog.tsx';
import { OUTCOMES, type Outcome } from './outcome.tsx';
import { RedeliverAlike } from './redeliver.tsx';
import { SourceStrip, useSourceHealth } from './source-health.tsx';

const OUTCOME_OPTIONS = (Object.keys(OUTCOMES) as Outcome[])
  .filter((outcome) => outcome !== 'refused')
  .map((value) => ({ value, label: OUTCOMES[value].word }));

/** What vendors sent, and what became of it. */
export function DeliveriesPage() {
  const [filters, setFilters] = useUrlParams(['outcome', 'connector']);
  const [dryRun, setDryRun] = useState(false);
  const mayDryRun = useMay('delivery.dry_run');
  const sources = useSourceHealth().data?.items ?? [];
  const list = usePages<DeliveryListItem>(keys.deliveries(filters), 'deliveries', filters);
  const filtered = filters.outcome !== '' || filters.connector !== '';

  return (
    <>
      <PageBar
        title="Deliveries"
        count={formatCount(list.count)}
        chips={
          <>
            <FilterChip
              label="Outcome"
              value={filters.outcome}
              options={OUTCOME_OPTIONS}
              onChange={(outcome) => setFilters({ outcome })}
            />
            <FilterChip
              label="Source"
              value={filters.connector}
              options={sources.map(({ connector }) => ({ value: connector, label: connector }))}
              onChange={(connector) => setFilters({ connector })}
            />
          </>
        }
      >
        {filters.outcome === 'quarantined' && filters.connector && list.items.length > 0 && (
          <RedeliverAlike connector={filters.connector} />
        )}
        {mayDryRun && (
          <Button onClick={() => setDryRun(true)}>
            <FlaskConical aria-hidden /> Dry run
          </Button>
        )}
      </PageBar>
      <PageBody>
        <SourceStrip selected={filters.connector} onSelect={(connector) => setFilters({ connector })} />
        <ListStates
          list={list}
          empty={
            filtered ? <NothingFound onClear={() => setFilters({ outcome: '', connector: '' })} /> : <NothingYet />
          }
        >
          <DeliveryTable deliveries={list.items} />
        </ListStates>
      </PageBody>
      {dryRun && (
        <DryRunDialog connectors={sources.map(({ connector }) => connector)} onClose={() => setDryRun(false)} />
      )}
    </>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={<Inbox />}
      title="No delivery with these filters"
      action={<Button onClick={onClear}>Clear filters</Button>}
    />
  );
}

function NothingYet() {
  return (
    <EmptyState icon={<Inbox />} title="Nothing was delivered yet">
      Give a vendor its webhook address: it stands with each source under{' '}
      <Link href="/connectors" className="text-accent-ink hover:underline">
        Connectors
      </Link>
      .
    </EmptyState>
  );
}
