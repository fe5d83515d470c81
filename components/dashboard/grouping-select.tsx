import { GROUPINGS } from '#lib/domain/views/figures.ts';
import { sentence } from '../ui/names.ts';
import { Select } from '../ui/select.tsx';
import { type DashboardParams, groupingOf } from './params.ts';

export function GroupingSelect({
  params,
  onChange,
}: {
  params: DashboardParams;
  onChange: (change: Partial<DashboardParams>) => void;
}) {
  return (
    <Select
      quiet
      aria-label="Group by"
      value={groupingOf(params)}
      onChange={(event) => onChange({ groupBy: event.target.value })}
      options={GROUPINGS.map((value) => ({ value, label: `By ${sentence(value).toLowerCase()}` }))}
    />
  );
}
