'use client';

import { useQuery } from '@tanstack/react-query';
import type { Action } from '#lib/domain/permissions.ts';
import type { Me } from '#lib/domain/views/member.ts';
import { api } from './api.ts';
import { keys } from './keys.ts';

/** Who is signed in; undefined until known. */
export function useMe(): Me | undefined {
  return useQuery({ queryKey: keys.me, queryFn: ({ signal }) => api.get<Me>('me', {}, signal), staleTime: 60_000 })
    .data;
}

/** Whether to show the means for an action. False until known. */
export function useMay(action: Action): boolean {
  return useMe()?.may.includes(action) ?? false;
}
