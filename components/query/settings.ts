'use client';

import { useQuery } from '@tanstack/react-query';
import { CATEGORIES } from '#lib/domain/case.ts';
import type { Page } from '#lib/domain/views/common.ts';
import type { CategoryView, CustomFieldView, StoreView } from '#lib/domain/views/settings.ts';
import { api } from './api.ts';
import { keys } from './keys.ts';

const FRESH_MS = 60_000;

const SHIPPED: readonly CategoryView[] = CATEGORIES.map((key, position) => ({
  key,
  name: key,
  position,
  shipped: true,
  retired: false,
}));

/** The categories, retired ones included (until they are fetched, the shipped ones); `nameOf` says what to call what a case holds. */
export function useCategories() {
  const { data = SHIPPED } = useQuery({
    queryKey: keys.categories,
    queryFn: async ({ signal }) => (await api.get<{ items: CategoryView[] }>('categories', {}, signal)).items,
    staleTime: FRESH_MS,
  });
  return {
    categories: data,
    active: data.filter((category) => !category.retired),
    nameOf: (key: string) => data.find((category) => category.key === key)?.name ?? key,
  };
}

/** The fields that the house defined for its cases, retired ones included. */
export function useCustomFields(): CustomFieldView[] {
  const { data = [] } = useQuery({
    queryKey: keys.customFields,
    queryFn: async ({ signal }) => (await api.get<{ items: CustomFieldView[] }>('custom-fields', {}, signal)).items,
    staleTime: FRESH_MS,
  });
  return data;
}

/** The first 200 stores by name, for pickers; `nameOf` says what to call what a case holds. */
export function useStores() {
  const { data = [] } = useQuery({
    queryKey: [...keys.stores, 'all'],
    queryFn: async ({ signal }) => (await api.get<Page<StoreView>>('stores', { limit: 200 }, signal)).items,
    staleTime: FRESH_MS,
  });
  return {
    stores: data,
    active: data.filter((store) => !store.retired),
    nameOf: (key: string) => data.find((store) => store.key === key)?.name ?? key,
  };
}
