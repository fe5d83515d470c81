'use client';

import { LogIn, LogOut } from 'lucide-react';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMe } from '#components/query/me.ts';
import { useMembers } from '#components/query/members.ts';
import { Button } from '#components/ui/button.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { ownsCases } from '#lib/domain/actor.ts';
import type { MemberView } from '#lib/domain/views/member.ts';

/** Starts or ends one's own shift by hand; for who is not given cases there is nothing to start. */
export function OwnShift() {
  const me = useMe();
  const toast = useToast();
  const own = useMembers().members.find(({ id }) => id === me?.id);
  const set = useAct((onShift: boolean) => api.post<MemberView>('me/shift', { onShift }), {
    stale: [keys.members],
    done: ({ onShift }) => toast({ title: onShift ? 'You are on shift' : 'You are off shift', tone: 'ok' }),
  });
  if (!own || !ownsCases(own.role)) return null;
  return (
    <Button busy={set.busy} onClick={() => void set.act(!own.onShift)}>
      {own.onShift ? <LogOut aria-hidden /> : <LogIn aria-hidden />}
      {own.onShift ? 'End my shift' : 'Start my shift'}
    </Button>
  );
}
