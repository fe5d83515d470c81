'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMembers } from '#components/query/members.ts';
import { FilterChip } from '#components/ui/filter-chip.tsx';
import { Input } from '#components/ui/input.tsx';
import { sentence } from '#components/ui/names.ts';
import type { AuditFacets } from '#lib/domain/views/audit.ts';
import type { AuditFilterValues } from './filters.ts';

export function AuditFilters({
  filters,
  onChange,
}: {
  filters: AuditFilterValues;
  onChange: (change: Partial<AuditFilterValues>) => void;
}) {
  const { members } = useMembers();
  const { data: facets } = useQuery({
    queryKey: [...keys.audit, 'facets'],
    queryFn: ({ signal }) => api.get<AuditFacets>('audit/facets', {}, signal),
  });
  return (
    <>
      <FilterChip
        label="Who"
        value={filters.actor}
        options={[
          ...members.map(({ id, name }) => ({ value: id, label: name })),
          { value: 'system', label: 'Watchfloor' },
        ]}
        onChange={(actor) => onChange({ actor })}
      />
      <FilterChip
        label="Action"
        value={filters.action}
        options={(facets?.actions ?? []).map((value) => ({ value, label: value }))}
        onChange={(action) => onChange({ action })}
      />
      <FilterChip
        label="Thing"
        value={filters.entity}
        options={(facets?.entities ?? []).map((value) => ({ value, label: sentence(value) }))}
        onChange={(entity) => onChange({ entity })}
      />
      <span className="w-36">
        <Input
          type="search"
          aria-label="Key or id of the thing"
          placeholder="CASE-7 or an id"
          value={filters.entityId}
          onChange={(event) => onChange({ entityId: event.target.value })}
        />
      </span>
      <DayInput label="From" value={filters.from} onChange={(from) => onChange({ from })} />
      <DayInput label="To" value={filters.to} onChange={(to) => onChange({ to })} />
    </>
  );
}

function DayInput({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <span className="flex items-center gap-1.5 text-ink-2 text-sm">
      {label}
      <span className="w-34">
        <Input type="date" aria-label={label} value={value} onChange={(event) => onChange(event.target.value)} />
      </span>
    </span>
  );
}
