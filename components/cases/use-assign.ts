'use client';

import { useCallback } from 'react';
import type { MemberRef } from '#lib/domain/views/common.ts';
import { useMe } from '../query/me.ts';
import { useToast } from '../ui/toast.tsx';
import type { Assignable } from './assign-dialog.tsx';
import { useChangeCase } from './change.tsx';

/** Gives a case to somebody (or back to the queue) and offers to undo it. */
export function useAssign(): (item: Assignable, member: MemberRef | null) => Promise<void> {
  const change = useChangeCase();
  const toast = useToast();
  return useCallback(
    async (item, member) => {
      const before = item.assignee;
      if (before?.id === member?.id) return;
      if (!(await change(item.key, { kind: 'assign', member }))) return;
      toast({
        title: member ? `${item.key} is with ${member.name} now` : `${item.key} is back in the queue`,
        tone: 'ok',
        action: { label: 'Undo', onPress: () => void change(item.key, { kind: 'assign', member: before }) },
      });
    },
    [change, toast],
  );
}

/** Takes a case oneself. Undefined while nobody is known to be signed in as a person. */
export function useTake(): ((item: Assignable) => void) | undefined {
  const me = useMe();
  const assign = useAssign();
  if (me?.kind !== 'user') return undefined;
  return (item) => void assign(item, { id: me.id, name: me.name, kind: 'user' });
}
