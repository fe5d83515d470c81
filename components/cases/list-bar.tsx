'use client';

import { ArrowUpDown, Plus } from 'lucide-react';
import type { CaseSort } from '#lib/domain/case.ts';
import { STATES } from '#lib/domain/case-state.ts';
import { SEVERITIES } from '#lib/domain/severity.ts';
import type { CaseListItem } from '#lib/domain/views/case.ts';
import type { MemberView } from '#lib/domain/views/member.ts';
import { formatCount } from '../query/pages.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Menu, MenuCheckItem, MenuChoice } from '../ui/menu.tsx';
import { severityName, stateName } from '../ui/names.ts';
import { PageBar } from '../ui/page-bar.tsx';
import { FilterChips } from './filter-chips.tsx';
import { FilterPopover } from './filter-popover.tsx';
import type { CaseFilters } from './filters.ts';
import { titleOf } from './views.ts';

const SORT_NAMES: Record<CaseSort, string> = {
  sla: 'SLA due',
  '-sla': 'SLA due, last first',
  '-severity': 'Severity',
  severity: 'Severity, lowest first',
  '-updated': 'Last change',
  updated: 'Last change, oldest first',
  '-created': 'Newest',
  created: 'Oldest',
};

interface Props {
  filters: CaseFilters;
  onFilters: (change: Partial<CaseFilters>) => void;
  query: URLSearchParams;
  count: { value: number; capped: boolean } | null;
  items: readonly CaseListItem[];
  members: readonly MemberView[];
  onNew: (() => void) | undefined;
}

/** What is listed, by what it is filtered and sorted, and the way to a new case. */
export function ListBar({ filters, onFilters, query, count, items, members, onNew }: Props) {
  return (
    <PageBar
      title={titleOf(new URLSearchParams(query.toString()))}
      count={formatCount(count)}
      chips={
        <>
          <ListFilter
            name="Severity"
            values={[...SEVERITIES].reverse()}
            chosen={filters.severity}
            nameOf={severityName}
            onChange={(severity) => onFilters({ severity })}
          />
          <ListFilter
            name="State"
            values={STATES}
            chosen={filters.state}
            nameOf={stateName}
            onChange={(state) => onFilters({ state })}
          />
          <Chip
            label="Show"
            value={filters.open ? 'open' : 'all'}
            aria-pressed={!filters.open}
            onClick={() => onFilters({ open: !filters.open })}
          />
          <FilterChips filters={filters} onFilters={onFilters} members={members} />
          <FilterPopover filters={filters} onFilters={onFilters} items={items} members={members} />
        </>
      }
    >
      <Menu
        align="end"
        trigger={
          <Chip
            icon={<ArrowUpDown aria-hidden />}
            label={<span className="narrow:sr-only">Sort</span>}
            value={SORT_NAMES[filters.sort]}
          />
        }
      >
        <MenuChoice
          value={filters.sort}
          onValueChange={(sort) => onFilters({ sort: sort as CaseSort })}
          options={Object.entries(SORT_NAMES).map(([value, label]) => ({ value, label }))}
        />
      </Menu>
      {onNew && (
        <Button variant="go" onClick={onNew} kbd="c">
          <Plus aria-hidden /> Case
        </Button>
      )}
    </PageBar>
  );
}

function ListFilter<T extends string>({
  name,
  values,
  chosen,
  nameOf,
  onChange,
}: {
  name: string;
  values: readonly T[];
  chosen: readonly T[];
  nameOf: (value: T) => string;
  onChange: (chosen: T[]) => void;
}) {
  const shown =
    chosen.length === 0 ? 'any' : chosen.length <= 2 ? chosen.map(nameOf).join(', ') : `${chosen.length} chosen`;
  return (
    <Menu trigger={<Chip label={name} value={shown} on={chosen.length > 0} />}>
      {values.map((value) => (
        <MenuCheckItem
          key={value}
          checked={chosen.includes(value)}
          onCheckedChange={(on) => onChange(on ? [...chosen, value] : chosen.filter((one) => one !== value))}
        >
          {nameOf(value)}
        </MenuCheckItem>
      ))}
    </Menu>
  );
}
