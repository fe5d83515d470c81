'use client';

import { useQuery } from '@tanstack/react-query';
import type { AutomationView } from '#lib/domain/views/run.ts';
import type { ScoutFigures, ScoutWorkView } from '#lib/domain/views/scout.ts';
import { EnableSwitch } from '../automations/enable-switch.tsx';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { formatCount, usePages } from '../query/pages.ts';
import { useUrlParams } from '../query/url-params.ts';
import { Button } from '../ui/button.tsx';
import { FilterChip } from '../ui/filter-chip.tsx';
import { Link } from '../ui/link.tsx';
import { ListStates } from '../ui/list-states.tsx';
import { PageBar, PageBody } from '../ui/page-bar.tsx';
import { ScoutFace } from '../ui/scout-face.tsx';
import { EmptyState } from '../ui/states.tsx';
import { FiguresTable } from './figures-table.tsx';
import { JUDGED_WORDS, OUTCOME_WORDS } from './words.ts';
import { WorkTable } from './work-table.tsx';

const DAYS = ['7', '30', '90', '365'].map((value) => ({ value, label: `${value} days` }));
const OUTCOMES = Object.entries(OUTCOME_WORDS).map(([value, label]) => ({ value, label }));
const JUDGED = Object.entries(JUDGED_WORDS).map(([value, { word }]) => ({ value, label: word }));

/** What Scout has handled, handed over, and what people overturned. */
export function ScoutPage() {
  const [filters, setFilters] = useUrlParams(['outcome', 'judged', 'category', 'days']);
  const { days, ...rest } = filters;
  const period = { days: days || '30' };
  const figures = useQuery({
    queryKey: keys.scoutFigures(period),
    queryFn: ({ signal }) => api.get<ScoutFigures>('scout/figures', period, signal),
  });
  const automation = useQuery({
    queryKey: keys.automation('scout'),
    queryFn: ({ signal }) => api.get<AutomationView>('automations/scout', {}, signal),
  });
  const list = usePages<ScoutWorkView>(keys.scoutWork(rest), 'scout/work', rest);
  const categories = (figures.data?.categories ?? []).map(({ category }) => ({ value: category, label: category }));
  return (
    <>
      <PageBar
        title="Scout"
        count={formatCount(list.count)}
        chips={
          <>
            <FilterChip
              label="Outcome"
              value={rest.outcome}
              options={OUTCOMES}
              onChange={(outcome) => setFilters({ outcome })}
            />
            <FilterChip
              label="People"
              value={rest.judged}
              options={JUDGED}
              onChange={(judged) => setFilters({ judged })}
            />
            <FilterChip
              label="Category"
              value={rest.category}
              options={categories}
              onChange={(category) => setFilters({ category })}
            />
            <FilterChip
              label="Figures of"
              value={period.days}
              options={DAYS}
              onChange={(value) => setFilters({ days: value })}
            />
          </>
        }
      >
        <Link href="/automations/scout" className="text-accent-ink text-sm hover:underline">
          Policy
        </Link>
        {automation.data && (
          <span className="flex items-center gap-2 text-ink-2">
            {automation.data.enabled ? 'On' : 'Off'}
            <EnableSwitch automation={automation.data} />
          </span>
        )}
      </PageBar>
      <PageBody>
        {figures.data && figures.data.total.handled > 0 && (
          <div className="border-line border-b pb-2">
            <FiguresTable figures={figures.data} />
          </div>
        )}
        <ListStates
          list={list}
          empty={
            Object.values(rest).some(Boolean) ? (
              <EmptyState
                icon={<ScoutFace />}
                title="No case with these filters"
                action={
                  <Button onClick={() => setFilters({ outcome: '', judged: '', category: '' })}>Clear filters</Button>
                }
              />
            ) : (
              <EmptyState icon={<ScoutFace />} title="Scout has worked no case yet">
                Medium and low cases are given to it when they are routed.
              </EmptyState>
            )
          }
        >
          <WorkTable items={list.items} />
        </ListStates>
      </PageBody>
    </>
  );
}
