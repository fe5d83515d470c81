'use client';

import { Workflow } from 'lucide-react';
import type { RunListItem } from '#lib/domain/views/run.ts';
import type { usePages } from '../query/pages.ts';
import { RunTable } from '../runs/run-table.tsx';
import { ListStates } from '../ui/list-states.tsx';
import { EmptyState } from '../ui/states.tsx';

/** What automations did on this case, and what they did not and why. */
export function CaseRuns({ runs }: { runs: ReturnType<typeof usePages<RunListItem>> }) {
  return (
    <ListStates
      list={runs}
      empty={
        <EmptyState icon={<Workflow aria-hidden />} title="No automation ran here yet">
          Runs appear as soon as an event of this case starts one.
        </EmptyState>
      }
    >
      <RunTable runs={runs.items} caption="Runs of this case" of="case" />
    </ListStates>
  );
}
