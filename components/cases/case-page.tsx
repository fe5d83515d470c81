'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { FileX2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { isOpen, type State } from '#lib/domain/case-state.ts';
import type { CaseObservableView, CaseView } from '#lib/domain/views/case.ts';
import { CaseDevices } from '../devices/case-devices.tsx';
import { CaseOrders } from '../injections/case-orders.ts';
import { OrderNote } from '../injections/order-note.tsx';
import { ApiError, api } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMay } from '../query/me.ts';
import { usePages } from '../query/pages.ts';
import { useStates } from '../query/states.ts';
import { MergedAway } from '../related/merged-away.tsx';
import { MergedNote } from '../related/merged-note.tsx';
import { CaseInvestigation } from '../scout/case-investigation.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import { Aside } from './aside.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { listedCase } from './cache.ts';
import { CaseHead } from './case-head.tsx';
import { CaseSkeleton } from './case-skeleton.tsx';
import { type CaseTab, CaseTabs } from './case-tabs.tsx';
import { CaseTitle } from './case-title.tsx';
import { CaseChangeProvider, useChangeCase } from './change.tsx';
import { Description } from './description.tsx';
import { HoldNote, ResolutionNote } from './notes.tsx';
import { Phases } from './phases.tsx';
import { QuickActions } from './quick-actions.tsx';
import { SeverityDialog } from './severity-dialog.tsx';
import { SummaryCard } from './summary-card.tsx';
import { asksForMore, TransitionDialog } from './transition-dialog.tsx';
import { useAcknowledge } from './use-acknowledge.ts';
import { useTake } from './use-assign.ts';
import { useCaseCommands } from './use-case-commands.ts';
import { usePresence } from './use-presence.ts';

/** One case, handled from beginning to end without leaving this page. */
export function CasePage({ caseKey }: { caseKey: string }) {
  return (
    <CaseChangeProvider key={caseKey}>
      <LoadedCase caseKey={caseKey} />
    </CaseChangeProvider>
  );
}

function LoadedCase({ caseKey }: { caseKey: string }) {
  const router = useRouter();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: keys.case(caseKey),
    queryFn: ({ signal }) => api.get<CaseView>(`cases/${caseKey}`, {}, signal),
  });
  if (query.data?.mergedInto) return <MergedAway caseKey={caseKey} into={query.data.mergedInto} />;
  if (query.data) return <Case view={query.data} />;
  if (query.error instanceof ApiError && query.error.status === 404) {
    return (
      <EmptyState
        icon={<FileX2 aria-hidden />}
        title={`There is no ${caseKey}`}
        action={<Button onClick={() => router.push('/cases')}>To the cases</Button>}
      >
        Or it is restricted, and you are not involved in it.
      </EmptyState>
    );
  }
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <CaseSkeleton caseKey={caseKey} listed={listedCase(client, caseKey)} />;
}

function Case({ view }: { view: CaseView }) {
  const router = useRouter();
  const change = useChangeCase();
  const [tab, setTab] = useState<CaseTab>('timeline');
  const [assigning, setAssigning] = useState(false);
  const [rating, setRating] = useState(false);
  const [moving, setMoving] = useState<{ to: State | null } | null>(null);
  const [stateMenu, setStateMenu] = useState(false);
  const observables = usePages<CaseObservableView>(
    keys.caseObservables(view.key),
    `cases/${view.key}/observables`,
    {},
    { limit: 200 },
  );
  const [editing, setEditing] = useState(false);
  const onlookers = usePresence(view.key, editing ? 'description' : null);
  const mayEdit = useMay('case.update');
  const take = useTake();
  const acknowledge = useAcknowledge();
  const states = useStates();

  const move = (to: State) => {
    if (asksForMore(states.stageOf(to)) || !isOpen(view.stage)) setMoving({ to });
    else void change(view.key, { kind: 'transition', body: { state: to }, version: view.version });
  };
  const acts = {
    assign: () => setAssigning(true),
    acknowledge: acknowledge(view),
    take: take && (() => take(view)),
    state: () => setStateMenu(true),
    resolve: () => isOpen(view.stage) && setMoving({ to: 'resolved' }),
    move,
    tab: setTab,
    comment: () => {
      setTab('timeline');
      setTimeout(() => document.getElementById('comment')?.focus());
    },
    rate: () => setRating(true),
    back: () => router.push('/cases'),
  };
  useCaseCommands(view, acts);

  return (
    <CaseOrders value={view.orders}>
      <CaseHead view={view} acts={acts} stateMenu={{ open: stateMenu, onOpenChange: setStateMenu }} />
      <div className="min-h-0 flex-1 overflow-y-auto wide:grid wide:grid-cols-[minmax(0,1fr)_316px] wide:overflow-hidden">
        <div className="flex min-w-0 flex-col gap-3 px-[18px] py-3.5 wide:overflow-y-auto narrow:px-3">
          <MergedNote caseKey={view.key} />
          <CaseTitle view={view} editable={mayEdit} />
          <QuickActions view={view} />
          <HoldNote view={view} />
          <ResolutionNote view={view} />
          <OrderNote view={view} editable={mayEdit} />
          <SummaryCard view={view} observables={observables.isPending ? null : observables.items} />
          <CaseInvestigation caseKey={view.key} />
          <CaseDevices caseKey={view.key} />
          <Phases view={view} />
          <Description view={view} editable={mayEdit} onEditing={setEditing} />
          <CaseTabs view={view} tab={tab} onTab={setTab} observables={observables} />
        </div>
        <Aside view={view} observables={observables.items} onTab={setTab} editable={mayEdit} onlookers={onlookers} />
      </div>
      <AssignDialog item={assigning ? view : null} onClose={() => setAssigning(false)} />
      <SeverityDialog item={rating ? view : null} onClose={() => setRating(false)} />
      <TransitionDialog item={moving ? view : null} to={moving?.to ?? null} onClose={() => setMoving(null)} />
    </CaseOrders>
  );
}
