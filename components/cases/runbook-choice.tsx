'use client';

import { useQuery } from '@tanstack/react-query';
import type { CaseView } from '#lib/domain/views/case.ts';
import type { RunbookView } from '#lib/domain/views/settings.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { Select } from '../ui/select.tsx';

/** The runbook of a case. A change keeps what is done. */
export function RunbookChoice({
  view: { runbook },
  editable,
  onChange,
}: {
  view: CaseView;
  editable: boolean;
  onChange: (key: string | null) => void;
}) {
  const { data = [] } = useQuery({
    queryKey: [...keys.runbooks, 'choice'],
    queryFn: async ({ signal }) => (await api.get<{ items: RunbookView[] }>('runbooks', {}, signal)).items,
    staleTime: 60_000,
    enabled: editable,
  });
  if (!editable) return runbook?.name ?? <span className="text-ink-3">none</span>;
  const offered = data.filter((one) => !one.retired && one.key !== runbook?.key);
  return (
    <Select
      aria-label="Runbook"
      value={runbook?.key ?? ''}
      onChange={(event) => onChange(event.target.value || null)}
      options={[
        { value: '', label: 'None' },
        ...[...(runbook ? [runbook] : []), ...offered].map(({ key, name }) => ({ value: key, label: name })),
      ]}
      quiet
      className="-my-[3px] -ml-[11px] w-[calc(100%+11px)]"
    />
  );
}
