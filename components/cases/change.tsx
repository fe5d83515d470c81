'use client';

import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useState } from 'react';
import type { CasePatch, CaseTransition } from '#lib/domain/case.ts';
import type { Stage } from '#lib/domain/case-state.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import type { MemberRef } from '#lib/domain/views/common.ts';
import { ApiError, api, messageOf } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { knownStage } from '../query/states.ts';
import { useToast } from '../ui/toast.tsx';
import { mergeCase } from './cache.ts';
import { type Conflict, clashesOf, customKeysOf } from './conflict.ts';
import { ConflictDialog } from './conflict-dialog.tsx';

/** What an analyst can change of a case. `version` is the one on which the change was thought of. */
export type CaseChange =
  | { kind: 'patch'; patch: CasePatch; version: number }
  | { kind: 'transition'; body: CaseTransition; version: number }
  | { kind: 'assign'; member: MemberRef | null }
  | { kind: 'acknowledge' };

/** Answers the case as it is then, null where it did not change, and undefined where the member is asked what stays. Field errors of a form are thrown to `onRefused` instead of a toast. */
export type ChangeCase = (
  key: string,
  change: CaseChange,
  onRefused?: (error: ApiError) => void,
) => Promise<CaseView | null | undefined>;

const ChangeContext = createContext<ChangeCase | null>(null);

export function useChangeCase(): ChangeCase {
  const change = use(ChangeContext);
  if (!change) throw new Error('useChangeCase needs a CaseChangeProvider above it.');
  return change;
}

/** Changes cases: shows the change at once, takes it back where it is refused, and asks where somebody else changed the same. */
export function CaseChangeProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const toast = useToast();
  const [conflict, setConflict] = useState<Conflict | null>(null);

  const change = useCallback<ChangeCase>(
    async (key, wanted, onRefused) => {
      await client.cancelQueries({ queryKey: keys.case(key), exact: true });
      const before = client.getQueryData<CaseView>(keys.case(key));
      const stage = wanted.kind === 'transition' ? knownStage(client, wanted.body.state) : undefined;
      mergeCase(client, key, optimistic(wanted, stage));
      try {
        const after = await send(key, wanted);
        mergeCase(client, key, after);
        void client.invalidateQueries({ queryKey: ['cases'] });
        void client.invalidateQueries({ queryKey: ['case-counts'] });
        void client.invalidateQueries({ queryKey: keys.case(key) });
        return after;
      } catch (error) {
        if (before) client.setQueryData(keys.case(key), before);
        const refusal = error instanceof ApiError ? error : null;
        const current = refusal?.status === 412 ? (refusal.current as CaseView | undefined) : undefined;
        if (current) mergeCase(client, key, current);
        void client.invalidateQueries({ queryKey: ['cases'] });
        void client.invalidateQueries({ queryKey: keys.case(key) });
        if (refusal && current && wanted.kind === 'patch') {
          const clash = { key, patch: wanted.patch, current, customKeys: customKeysOf(refusal.errors) };
          // Who set the same to the same agrees: nothing is left to decide.
          if (clashesOf(clash).length === 0) return current;
          setConflict(clash);
          return undefined;
        }
        if (refusal && onRefused && refusal.status !== 0) onRefused(refusal);
        else toast({ ...messageOf(error), tone: 'critical' });
        return null;
      }
    },
    [client, toast],
  );

  return (
    <ChangeContext value={change}>
      {children}
      <ConflictDialog
        conflict={conflict}
        onClose={() => setConflict(null)}
        onKeepMine={(mine) => {
          setConflict(null);
          if (conflict) void change(conflict.key, { kind: 'patch', patch: mine, version: conflict.current.version });
        }}
      />
    </ChangeContext>
  );
}

function send(key: string, change: CaseChange): Promise<CaseView> {
  const path = `cases/${key}`;
  switch (change.kind) {
    case 'patch':
      return api.patch(path, change.patch, { ifMatch: change.version });
    case 'transition':
      return api.post(`${path}/transition`, change.body, { ifMatch: change.version });
    case 'assign':
      return api.post(`${path}/assign`, { assignee: change.member?.id ?? null });
    case 'acknowledge':
      return api.post(`${path}/acknowledge`);
  }
}

/** What the page shows until the server answered. `stage` is that of the state it moves to. */
function optimistic(change: CaseChange, stage: Stage | undefined): Partial<CaseView> {
  switch (change.kind) {
    case 'patch': {
      const { runbook: _, ...fields } = change.patch;
      return fields as Partial<CaseView>;
    }
    case 'transition':
      return { state: change.body.state, ...(stage && { stage }) };
    case 'assign':
      return { assignee: change.member };
    case 'acknowledge':
      return { acknowledgedAt: new Date().toISOString() };
  }
}
