'use client';

import { Download, Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import { COMPARISONS, type Comparison } from '#lib/domain/figures/period.ts';
import { SEVERITIES } from '#lib/domain/severity.ts';
import { useFacets } from '../cases-list/use-facets.ts';
import { useMembers } from '../query/members.ts';
import { useCategories, useStores } from '../query/settings.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { FilterChip } from '../ui/filter-chip.tsx';
import { Menu, MenuChoice } from '../ui/menu.tsx';
import { severityName } from '../ui/names.ts';
import { PageBar } from '../ui/page-bar.tsx';
import type { DashboardParams } from './params.ts';
import { RangeChip } from './range-chip.tsx';

export const COMPARISON_NAMES: Record<Comparison, string> = {
  previous: 'the period before',
  year: 'a year before',
  none: 'nothing',
};

interface Props {
  params: DashboardParams;
  zone: string;
  onChange: (change: Partial<DashboardParams>) => void;
  onCsv: (() => void) | undefined;
}

/** What the figures are of: period, comparison, zone and dimensions, all in the address; and ways to take them along. */
export function DashboardBar({ params, zone, onChange, onCsv }: Props) {
  const { members } = useMembers();
  const categories = useCategories();
  const stores = useStores();
  const sources = useFacets({}, true)?.source?.values ?? [];
  const zones = [...new Set([browserZone(), 'UTC', ...stores.active.map((store) => store.timeZone), zone])];
  const chip = (name: keyof DashboardParams, label: string, options: { value: string; label: string }[]): ReactNode => (
    <FilterChip
      label={label}
      value={params[name]}
      options={options}
      onChange={(value) => onChange({ [name]: value })}
    />
  );
  return (
    <PageBar
      title="SLA"
      chips={
        <span className="contents print:hidden">
          <RangeChip params={params} onChange={onChange} />
          <ChoiceChip
            label="Compared with"
            value={params.compare || 'previous'}
            options={COMPARISONS.map((value) => ({ value, label: COMPARISON_NAMES[value] }))}
            onChange={(compare) => onChange({ compare })}
          />
          <ChoiceChip
            label="Zone"
            value={zone}
            options={zones.map((value) => ({ value, label: value }))}
            onChange={(chosen) => onChange({ zone: chosen })}
          />
          {chip(
            'severity',
            'Severity',
            [...SEVERITIES].reverse().map((value) => ({ value, label: severityName(value) })),
          )}
          {chip(
            'category',
            'Category',
            categories.active.map(({ key, name }) => ({ value: key, label: name })),
          )}
          {chip(
            'source',
            'Source',
            sources.map(({ value }) => ({ value, label: value })),
          )}
          {chip('store', 'Store', [
            { value: 'none', label: 'No store' },
            ...stores.active.map(({ key, name }) => ({ value: key, label: name })),
          ])}
          {chip('assignee', 'Assignee', [
            { value: 'none', label: 'Nobody' },
            ...members.map(({ id, name }) => ({ value: id, label: name })),
          ])}
        </span>
      }
    >
      <span className="contents print:hidden">
        <Button onClick={onCsv} disabled={!onCsv}>
          <Download aria-hidden /> CSV
        </Button>
        <Button onClick={() => window.print()}>
          <Printer aria-hidden /> Print
        </Button>
      </span>
    </PageBar>
  );
}

/** What always has a value: it is no filter. */
function ChoiceChip({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  return (
    <Menu trigger={<Chip label={label} value={options.find((option) => option.value === value)?.label ?? value} />}>
      <MenuChoice value={value} onValueChange={onChange} options={options} />
    </Menu>
  );
}

export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}
