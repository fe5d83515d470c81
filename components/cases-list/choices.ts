'use client';

import { CASE_SORTS, type CaseSort } from '#lib/domain/case.ts';
import { STAGES, VERDICTS } from '#lib/domain/case-state.ts';
import { SEVERITIES } from '#lib/domain/severity.ts';
import type { CaseFacets, FacetName } from '#lib/domain/views/case-list.ts';
import { useMe } from '../query/me.ts';
import { useMembers } from '../query/members.ts';
import { useCategories, useStores } from '../query/settings.ts';
import { useStates } from '../query/states.ts';

/** Filters whose values are chosen. */
export type ChoiceName = FacetName;

/**
 * The values that a filter offers, in the order in which they are shown: what is known of the house first, then what the facets have found in the
 * cases.
 */
export function useChoices(name: ChoiceName, facets: CaseFacets | undefined, chosen: readonly string[]): string[] {
  const me = useMe();
  const { members } = useMembers();
  const states = useStates();
  const categories = useCategories();
  const stores = useStores();
  const found = facets?.[name]?.values.map(({ value }) => value) ?? [];
  const all = (...known: readonly string[]) => [...new Set([...chosen, ...known, ...found])];
  switch (name) {
    case 'severity':
      return [...SEVERITIES].reverse();
    case 'state':
      return states.active.map(({ id }) => id);
    case 'stage':
      return [...STAGES];
    case 'verdict':
      return [...VERDICTS];
    case 'sla':
      return ['at_risk', 'breached'];
    case 'vip':
      return ['true', 'false'];
    case 'assignee': {
      const groups = [...new Set(members.flatMap((member) => member.groups))].sort().map((group) => `group:${group}`);
      const people = members.filter((member) => member.id !== me?.id && member.kind !== 'ai' && !member.disabled);
      const others = people.map(({ id }) => id);
      const scout = members.find((member) => member.kind === 'ai')?.id;
      const known = all(...(me?.kind === 'user' ? ['me'] : []), 'none', 'scout', ...others, ...groups);
      return known.filter((value) => value !== scout && value !== me?.id);
    }
    case 'category':
      return all(...categories.active.map(({ key }) => key));
    case 'store':
      return all('none', ...stores.active.map(({ key }) => key));
    default:
      return all();
  }
}

/** A search alone is sorted by how well it hits. */
export const sortsFor = (q: string | null): CaseSort[] => CASE_SORTS.filter((sort) => sort !== 'rank' || q !== null);
