'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import type { CaseListItem } from '#lib/domain/views/case.ts';
import { keys } from '../query/keys.ts';
import { useMay } from '../query/me.ts';
import { useMembers } from '../query/members.ts';
import { usePages } from '../query/pages.ts';
import { useCommands } from '../shell/commands.tsx';
import { useHotkeys } from '../shell/hotkeys.ts';
import { withoutBidi } from '../ui/bidi.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { CaseList } from './case-list.tsx';
import { CaseChangeProvider } from './change.tsx';
import { addressOf, type CaseFilters, paramsOf, parseFilters } from './filters.ts';
import { ListBar } from './list-bar.tsx';
import { NewCaseDialog } from './new-case-dialog.tsx';
import { useSelection } from './selection.ts';
import { TransitionDialog } from './transition-dialog.tsx';
import { useTake } from './use-assign.ts';

/** The list of cases: its filters are its address, its rows change by themselves. */
export function CasesPage() {
  return (
    <CaseChangeProvider>
      <Cases />
    </CaseChangeProvider>
  );
}

function Cases() {
  const router = useRouter();
  const query = useSearchParams();
  const filters = useMemo(() => parseFilters(new URLSearchParams(query.toString())), [query]);
  const { members } = useMembers();
  const scoutId = members.find((member) => member.kind === 'ai')?.id;
  const params = useMemo(() => paramsOf(filters, scoutId), [filters, scoutId]);
  const waitsForScout = filters.assignee.includes('scout') && !scoutId;
  const pages = usePages<CaseListItem>(keys.caseList(params), 'cases', params, { limit: 100, enabled: !waitsForScout });

  const selection = useSelection(pages.items);
  const [assigning, setAssigning] = useState<CaseListItem | null>(null);
  const [moving, setMoving] = useState<CaseListItem | null>(null);
  const [creating, setCreating] = useState(false);
  const mayCreate = useMay('case.create');
  const mayAssign = useMay('case.assign');
  const mayMove = useMay('case.transition');
  const take = useTake();

  const setFilters = useCallback(
    (change: Partial<CaseFilters>) => window.history.replaceState(null, '', addressOf({ ...filters, ...change })),
    [filters],
  );
  const open = useCallback((item: CaseListItem) => router.push(`/cases/${item.key}`), [router]);
  const { selected } = selection;

  useHotkeys({
    j: () => selection.move(1),
    arrowdown: () => selection.move(1),
    k: () => selection.move(-1),
    arrowup: () => selection.move(-1),
    enter: () => selected && open(selected),
    a: () => selected && mayAssign && setAssigning(selected),
    t: () => selected && mayAssign && take?.(selected),
    s: () => selected && mayMove && setMoving(selected),
    c: () => mayCreate && setCreating(true),
  });
  useCommands([
    ...(mayCreate
      ? [{ id: 'new-case', group: 'This page', title: 'New case', kbd: 'c', run: () => setCreating(true) }]
      : []),
    ...(selected && mayAssign
      ? [
          {
            id: 'assign-selected',
            group: 'This page',
            title: `Assign ${selected.key} …`,
            hint: withoutBidi(selected.title),
            kbd: 'a',
            run: () => setAssigning(selected),
          },
        ]
      : []),
  ]);

  return (
    <>
      <ListBar
        filters={filters}
        onFilters={setFilters}
        query={query}
        count={pages.count}
        items={pages.items}
        members={members}
        onNew={mayCreate ? () => setCreating(true) : undefined}
      />
      <CaseList
        pages={pages}
        filters={filters}
        selection={selection}
        onOpen={open}
        onNew={mayCreate ? () => setCreating(true) : undefined}
      />
      <AssignDialog item={assigning} onClose={() => setAssigning(null)} />
      <TransitionDialog item={moving} to={null} onClose={() => setMoving(null)} />
      <NewCaseDialog open={creating} onOpenChange={setCreating} />
    </>
  );
}
