'use client';

import { Radar } from 'lucide-react';
import { keys } from '#components/query/keys.ts';
import { formatCount, usePages } from '#components/query/pages.ts';
import { useUrlParams } from '#components/query/url-params.ts';
import { Button } from '#components/ui/button.tsx';
import { FilterChip } from '#components/ui/filter-chip.tsx';
import { ListStates } from '#components/ui/list-states.tsx';
import { observableTypeName } from '#components/ui/names.ts';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { OBSERVABLE_TYPES, OBSERVABLE_VERDICTS } from '#lib/domain/observables/types.ts';
import type { ObservableView } from '#lib/domain/views/case.ts';
import { ObservableTable } from './observable-table.tsx';
import { ValueFilter } from './value-filter.tsx';
import { VERDICTS } from './verdict.tsx';

const TYPE_OPTIONS = OBSERVABLE_TYPES.map((value) => ({ value, label: observableTypeName(value) }));
const VERDICT_OPTIONS = OBSERVABLE_VERDICTS.map((value) => ({ value, label: VERDICTS[value].word }));

/** Every observable that a case holds, most recently seen first. */
export function ObservablesPage() {
  const [filters, setFilters] = useUrlParams(['type', 'verdict', 'value']);
  const list = usePages<ObservableView>(keys.observables(filters), 'observables', filters);
  const filtered = Object.values(filters).some(Boolean);
  return (
    <>
      <PageBar
        title="Observables"
        count={formatCount(list.count)}
        chips={
          <>
            <FilterChip
              label="Type"
              value={filters.type}
              options={TYPE_OPTIONS}
              onChange={(type) => setFilters({ type })}
            />
            <FilterChip
              label="Verdict"
              value={filters.verdict}
              options={VERDICT_OPTIONS}
              onChange={(verdict) => setFilters({ verdict })}
            />
            <ValueFilter key={filters.value} value={filters.value} onChange={(value) => setFilters({ value })} />
          </>
        }
      />
      <PageBody>
        <ListStates
          list={list}
          empty={
            filtered ? (
              <EmptyState
                icon={<Radar />}
                title={filters.value ? 'No case holds this' : 'No observable with these filters'}
                action={<Button onClick={() => setFilters({ type: '', verdict: '', value: '' })}>Clear filters</Button>}
              >
                {filters.value && 'A value is looked up exactly, in whatever form it is written.'}
              </EmptyState>
            ) : (
              <EmptyState icon={<Radar />} title="No observables yet">
                They are found in what vendors send, and added on a case by hand.
              </EmptyState>
            )
          }
        >
          <ObservableTable observables={list.items} />
        </ListStates>
      </PageBody>
    </>
  );
}
