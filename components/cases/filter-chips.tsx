'use client';

import type { MemberView } from '#lib/domain/views/member.ts';
import { RemovableChip } from '../ui/chip.tsx';
import { sentence } from '../ui/names.ts';
import type { CaseFilters } from './filters.ts';

const SLA_NAMES = { at_risk: 'at risk', breached: 'breached' };

/** The filters that have no chip of their own in the bar: each with its value, each removable. */
export function FilterChips({
  filters,
  onFilters,
  members,
}: {
  filters: CaseFilters;
  onFilters: (change: Partial<CaseFilters>) => void;
  members: readonly MemberView[];
}) {
  const chips: { name: string; value: string; without: Partial<CaseFilters> }[] = [];
  const each = (
    field: 'assignee' | 'source' | 'category' | 'tag',
    name: string,
    show: (value: string) => string = String,
  ) => {
    for (const value of filters[field]) {
      chips.push({ name, value: show(value), without: { [field]: filters[field].filter((one) => one !== value) } });
    }
  };
  if (filters.q) chips.push({ name: 'Words', value: filters.q, without: { q: null } });
  if (filters.observable) chips.push({ name: 'Observable', value: filters.observable, without: { observable: null } });
  if (filters.sla) chips.push({ name: 'SLA', value: SLA_NAMES[filters.sla], without: { sla: null } });
  for (const stage of filters.stage) {
    chips.push({
      name: 'Stage',
      value: sentence(stage),
      without: { stage: filters.stage.filter((one) => one !== stage) },
    });
  }
  each('assignee', 'Assignee', (who) => assigneeName(who, members));
  each('source', 'Source');
  each('category', 'Category');
  each('tag', 'Tag');
  return chips.map((chip) => (
    <RemovableChip
      key={`${chip.name} ${chip.value}`}
      name={`filter ${chip.name} ${chip.value}`}
      onRemove={() => onFilters(chip.without)}
    >
      {chip.name} <b className="max-w-52 truncate font-[550] text-ink">{chip.value}</b>
    </RemovableChip>
  ));
}

const SPECIAL: Record<string, string> = { me: 'me', none: 'nobody', scout: 'Scout' };

function assigneeName(who: string, members: readonly MemberView[]): string {
  return SPECIAL[who] ?? members.find((member) => member.id === who || member.email === who)?.name ?? who;
}
