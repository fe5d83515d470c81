'use client';

import { useQuery } from '@tanstack/react-query';
import type { CalendarView, PolicyView } from '#lib/domain/views/sla.ts';
import { api } from '../../query/api.ts';
import { keys } from '../../query/keys.ts';

/** All policies with their versions. */
export function usePolicies() {
  return useQuery({
    queryKey: keys.slaPolicies,
    queryFn: async ({ signal }) => (await api.get<{ items: PolicyView[] }>('sla-policies', {}, signal)).items,
  });
}

/** All calendars with their versions. */
export function useCalendars() {
  return useQuery({
    queryKey: keys.slaCalendars,
    queryFn: async ({ signal }) => (await api.get<{ items: CalendarView[] }>('calendars', {}, signal)).items,
  });
}

/** What a change of a policy or calendar makes stale. */
export const SLA_STALE = [['sla-policies'], keys.slaCalendars] as const;
