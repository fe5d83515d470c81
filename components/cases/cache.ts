import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { CaseListItem, CaseView } from '#lib/domain/views/case.ts';
import type { Page } from '#lib/domain/views/common.ts';
import { keys } from '../query/keys.ts';

type Lists = InfiniteData<Page<CaseListItem>> | undefined;

/** Puts new facts of a case wherever it is shown: its page and every list that was fetched. */
export function mergeCase(client: QueryClient, key: string, facts: Partial<CaseView>): void {
  client.setQueryData<CaseView>(keys.case(key), (known) => known && { ...known, ...facts });
  client.setQueriesData<Lists>({ queryKey: ['cases', 'list'] }, (lists) => {
    if (!lists?.pages.some((page) => page.items.some((item) => item.key === key))) return lists;
    return {
      ...lists,
      pages: lists.pages.map((page) => ({
        ...page,
        items: page.items.map((item) => (item.key === key ? { ...item, ...facts } : item)),
      })),
    };
  });
}

/** The case as a list knows it, for a first look before the whole of it is there. */
export function listedCase(client: QueryClient, key: string): CaseListItem | undefined {
  for (const [, lists] of client.getQueriesData<Lists>({ queryKey: ['cases', 'list'] })) {
    const found = lists?.pages.flatMap((page) => page.items).find((item) => item.key === key);
    if (found) return found;
  }
  return undefined;
}
