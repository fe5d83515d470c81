'use client';

import { ArrowUpDown, BookmarkPlus, PanelRight, Plus } from 'lucide-react';
import type { CaseSort } from '#lib/domain/case.ts';
import type { Params } from '../query/api.ts';
import { formatCount } from '../query/pages.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuChoice } from '../ui/menu.tsx';
import { PageBar } from '../ui/page-bar.tsx';
import { sortsFor } from './choices.ts';
import { ColumnMenu } from './column-menu.tsx';
import type { Columns } from './columns.ts';
import { FilterChip } from './filter-chip.tsx';
import { FilterChips } from './filter-chips.tsx';
import type { CaseFilters } from './filters.ts';
import { MoreFilters } from './more-filters.tsx';

const SORT_NAMES: Record<CaseSort, string> = {
  rank: 'Best hit',
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
  title: string;
  filters: CaseFilters;
  params: Params;
  onFilters: (change: Partial<CaseFilters>) => void;
  count: { value: number; capped: boolean } | null;
  columns: Columns;
  preview: boolean;
  onPreview: () => void;
  onSaveView: () => void;
  onNew: (() => void) | undefined;
}

/** What is listed, by what it is filtered and sorted, how it is shown, and the way to a new case. */
export function ListBar({ title, filters, params, onFilters, count, columns, preview, ...acts }: Props) {
  return (
    <PageBar
      title={title}
      count={formatCount(count)}
      chips={
        <>
          {(['severity', 'state', 'assignee', 'sla'] as const).map((name) => (
            <FilterChip key={name} name={name} filters={filters} params={params} onFilters={onFilters} />
          ))}
          <Chip
            label="Show"
            value={filters.open ? 'open' : 'all'}
            aria-pressed={!filters.open}
            onClick={() => onFilters({ open: !filters.open })}
          />
          <FilterChips filters={filters} onFilters={onFilters} />
          <MoreFilters filters={filters} params={params} onFilters={onFilters} />
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
          options={sortsFor(filters.q).map((value) => ({ value, label: SORT_NAMES[value] }))}
        />
      </Menu>
      <ColumnMenu columns={columns} />
      <IconButton
        framed
        label="Preview"
        aria-pressed={preview}
        aria-keyshortcuts="p"
        icon={<PanelRight aria-hidden />}
        onClick={acts.onPreview}
        className="narrow:hidden"
      />
      <IconButton framed label="Save as a view" icon={<BookmarkPlus aria-hidden />} onClick={acts.onSaveView} />
      {acts.onNew && (
        <Button variant="go" onClick={acts.onNew} kbd="c">
          <Plus aria-hidden /> Case
        </Button>
      )}
    </PageBar>
  );
}
