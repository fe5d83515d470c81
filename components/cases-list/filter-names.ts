'use client';

import type { FacetName } from '#lib/domain/views/case-list.ts';
import { useMembers } from '../query/members.ts';
import { useCategories, useStores } from '../query/settings.ts';
import { useStates } from '../query/states.ts';
import { sentence, severityName, verdictName } from '../ui/names.ts';
import type { ListFilter } from './filters.ts';

/** The filters with values to choose from, and what they are called. */
export const FILTER_NAMES: Record<ListFilter | 'sla' | 'vip', string> = {
  severity: 'Severity',
  state: 'State',
  stage: 'Stage',
  assignee: 'Assignee',
  source: 'Source',
  category: 'Category',
  store: 'Store',
  tag: 'Tag',
  field: 'Field',
  verdict: 'Verdict',
  sla: 'SLA',
  vip: 'VIP',
};

const SPECIAL: Record<string, string> = { me: 'me', none: 'nobody', scout: 'Scout' };
const SLA: Record<string, string> = { at_risk: 'at risk', breached: 'breached' };

/** What a value of a filter is called: a member by the name, a state as this house calls it. */
export function useValueNames(): (filter: FacetName | 'field', value: string) => string {
  const { members } = useMembers();
  const states = useStates();
  const categories = useCategories();
  const stores = useStores();
  return (filter, value) => {
    switch (filter) {
      case 'severity':
        return severityName(value as Parameters<typeof severityName>[0]);
      case 'state':
        return states.nameOf(value);
      case 'stage':
        return sentence(value);
      case 'assignee':
        if (value.startsWith('group:')) return value.slice('group:'.length);
        return SPECIAL[value] ?? members.find(({ id, email }) => id === value || email === value)?.name ?? value;
      case 'category':
        return categories.nameOf(value);
      case 'store':
        return value === 'none' ? 'no store' : stores.nameOf(value);
      case 'verdict':
        return verdictName(value as Parameters<typeof verdictName>[0]);
      case 'sla':
        return SLA[value] ?? value;
      case 'vip':
        return value === 'true' ? 'VIP' : 'no VIP';
      default:
        return value;
    }
  };
}
