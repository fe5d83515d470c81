'use client';

import { useQuery } from '@tanstack/react-query';
import type { Page } from '#lib/domain/views/common.ts';
import type { HandOverView } from '#lib/domain/views/hand-over.ts';
import { api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMay, useMe } from '../query/me.ts';
import { answeredSince } from './answers.ts';
import { useSeenAnswers } from './seen-answers.ts';

/** Offers beyond the newest are of shifts long over. */
const NEWEST = 20;

/** How many hand-overs wait for the member's answer, and how many of his own were answered since he looked. Live. */
export function useHandOverNews(): { waiting: number; answered: number } {
  const me = useMe();
  const enabled = useMay('hand_over.write') && !me?.mustChangePassword;
  const waiting = useQuery({
    queryKey: keys.handOvers('waiting'),
    queryFn: ({ signal }) => api.get<Page<HandOverView>>('hand-overs', { box: 'in', status: 'open', limit: 1 }, signal),
    enabled,
  }).data;
  const answers = useQuery({
    queryKey: keys.handOvers('answers'),
    queryFn: ({ signal }) => api.get<Page<HandOverView>>('hand-overs', { box: 'out', limit: NEWEST }, signal),
    enabled,
  }).data;
  const seen = useSeenAnswers(me?.id);
  return { waiting: waiting?.count.value ?? 0, answered: answers ? answeredSince(answers.items, seen) : 0 };
}
