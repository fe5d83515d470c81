'use client';

import { useQuery } from '@tanstack/react-query';
import type { Page } from '#lib/domain/views/common.ts';
import type { MemberView } from '#lib/domain/views/member.ts';
import { api } from './api.ts';
import { keys } from './keys.ts';
import { useMay } from './me.ts';

/** Everybody who can own a case, Scout included, by name. */
export function useMembers(): { members: MemberView[]; isPending: boolean } {
  const reads = useMay('member.read');
  const query = useQuery({
    queryKey: [...keys.members, 'all'],
    queryFn: ({ signal }) => api.get<Page<MemberView>>('members', { limit: 200 }, signal),
    enabled: reads,
    staleTime: 60_000,
  });
  return { members: query.data?.items ?? [], isPending: query.isPending };
}
