'use client';

import { useQuery } from '@tanstack/react-query';
import { Workflow } from 'lucide-react';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { formatCount, usePages } from '#components/query/pages.ts';
import { useUrlParams } from '#components/query/url-params.ts';
import { Button } from '#components/ui/button.tsx';
import { RemovableChip } from '#components/ui/chip.tsx';
import { FilterChip } from '#components/ui/filter-chip.tsx';
import { ListStates } from '#components/ui/list-states.tsx';
import { PageBar, PageBody } from '#components/ui/page-bar.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import type { AutomationView, RunListItem } from '#lib/domain/views/run.ts';
import { RunTable } from './run-table.tsx';
import { RUN_WORDS, type RunStatus } from './status.ts';

const STATUS_OPTIONS = (Object.keys(RUN_WORDS) as RunStatus[]).map((value) => ({
  value,
  label: RUN_WORDS[value].word,
}));

/** Every run of every automation, also those that were not run, and why. */
export function RunsPage() {
  const [filters, setFilters] = useUrlParams(['status', 'automation', 'case']);
  const automations = useQuery({
    queryKey: keys.automations,
    queryFn: ({ signal }) => api.get<{ items: AutomationView[] }>('automations', {}, signal),
  });
  const list = usePages<RunListItem>(keys.runs(filters), 'runs', filters);
  const filtered = Object.values(filters).some(Boolean);

  return (
    <>
      <PageBar
        title="Runs"
        count={formatCount(list.count)}
        chips={
          <>
            <FilterChip
              label="Status"
              value={filters.status}
              options={STATUS_OPTIONS}
              onChange={(status) => setFilters({ status })}
            />
            <FilterChip
              label="Automation"
              value={filters.automation}
              options={(automations.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title }))}
              onChange={(automation) => setFilters({ automation })}
            />
            {filters.case && (
              <RemovableChip name="filter Case" onRemove={() => setFilters({ case: '' })}>
                Case <b className="font-[550] text-ink">{filters.case}</b>
              </RemovableChip>
            )}
          </>
        }
      />
      <PageBody>
        <ListStates
          list={list}
          empty={
            filtered ? (
              <EmptyState
                icon={<Workflow />}
                title="No run with these filters"
                action={
                  <Button onClick={() => setFilters({ status: '', automation: '', case: '' })}>Clear filters</Button>
                }
              />
            ) : (
              <EmptyState icon={<Workflow />} title="Nothing has run yet">
                Automations run when a delivery comes in, when a case changes, and when a quick action is pressed.
              </EmptyState>
            )
          }
        >
          <RunTable runs={list.items} caption="Runs, newest first" />
        </ListStates>
      </PageBody>
    </>
  );
}
