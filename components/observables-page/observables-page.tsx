'use client';

import { keys } from '#components/query/keys.ts';
import { formatCount, usePages } from '#components/query/pages.ts';
import { useUrlParams } from '#components/query/url-params.ts';
import { Button } from '#components/ui/button.tsx';
import { FilterChip } from '#components/ui/filter-chip.tsx';
import { ListStates } from '#components/ui/list-states.tsx';
import { observableTypeName, sentence } from '#components/ui/names.ts';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { OBSERVABLE_TYPES, OBSERVABLE_VERDICTS } from '#lib/domain/observables/types.ts';
import type { ObservableView } from '#lib/domain/views/case.ts';
import { OBSERVABLE_KINDS, type ObservableKind, type ObservableKindId } from './kinds.ts';
import { ObservableTable } from './observable-table.tsx';
import { ValueFilter } from './value-filter.tsx';

const TYPE_OPTIONS = OBSERVABLE_TYPES.map((value) => ({ value, label: observableTypeName(value) }));
const VERDICT_OPTIONS = OBSERVABLE_VERDICTS.map((value) => ({ value, label: sentence(value) }));

/** Every observable that a case holds, or those of one kind, most recently seen first. */
export function ObservablesPage({ kind: id = 'observable' }: { kind?: ObservableKindId }) {
  const kind: ObservableKind = OBSERVABLE_KINDS[id];
  const Icon = kind.icon;
  const [filters, setFilters] = useUrlParams(['type', 'verdict', 'value']);
  const asked = { ...filters, ...(kind.type ? { type: kind.type } : {}) };
  const list = usePages<ObservableView>(keys.observables(asked), 'observables', asked);
  const filtered = Object.values(filters).some(Boolean);
  return (
    <>
      <PageBar
        title={kind.title}
        count={formatCount(list.count)}
        chips={
          <>
            {!kind.type && (
              <FilterChip
                label="Type"
                value={filters.type}
                options={TYPE_OPTIONS}
                onChange={(type) => setFilters({ type })}
              />
            )}
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
                icon={<Icon />}
                title={filters.value ? 'No case holds this' : `No ${kind.one.toLowerCase()} with these filters`}
                action={<Button onClick={() => setFilters({ type: '', verdict: '', value: '' })}>Clear filters</Button>}
              >
                {filters.value && 'A value is looked up exactly, in whatever form it is written.'}
              </EmptyState>
            ) : (
              <EmptyState icon={<Icon />} title={`No ${kind.title.toLowerCase()} yet`}>
                {kind.empty}
              </EmptyState>
            )
          }
        >
          <ObservableTable observables={list.items} caption={`${kind.title}, most recently seen first`} />
        </ListStates>
      </PageBody>
    </>
  );
}
