'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { BulkResult } from '#lib/domain/bulk.ts';
import type { CaseListItem } from '#lib/domain/views/case.ts';
import { AssignDialog } from '../cases/assign-dialog.tsx';
import { CaseChangeProvider } from '../cases/change.tsx';
import { NewCaseDialog } from '../cases/new-case-dialog.tsx';
import { SeverityDialog } from '../cases/severity-dialog.tsx';
import { TransitionDialog } from '../cases/transition-dialog.tsx';
import { useAcknowledge } from '../cases/use-acknowledge.ts';
import { useTake } from '../cases/use-assign.ts';
import { useMay, useMe } from '../query/me.ts';
import { useCommands } from '../shell/commands.tsx';
import { useHotkeys } from '../shell/hotkeys.ts';
import { withoutBidi } from '../ui/bidi.ts';
import { NARROW, useMedia } from '../ui/use-media.ts';
import { BulkBar } from './bulk-bar.tsx';
import { CaseList } from './case-list.tsx';
import { besidePreview, useColumns } from './columns.ts';
import { type CaseFilters, changedBy, paramsOf, parseFilters, queryTextOf } from './filters.ts';
import { ListBar } from './list-bar.tsx';
import { useMarks } from './marks.ts';
import { PreviewPane } from './preview-pane.tsx';
import { addressWithin, openedView, useSavedViews } from './saved-views.ts';
import { selectionOf, useSelectedKey } from './selection.ts';
import { useBulk } from './use-bulk.ts';
import { useCasePages } from './use-case-pages.ts';
import { usePreview } from './use-preview.ts';
import { useSteadyRows } from './use-steady-rows.ts';
import { ViewDialog } from './view-dialog.tsx';
import { titleOf } from './views.ts';

/** Shift and x. */
const RANGE_KEY = 'X';

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
  const query = useSearchParams().toString();
  const filters = useMemo(() => parseFilters(new URLSearchParams(query)), [query]);
  const params = useMemo(() => paramsOf(filters), [filters]);
  const pages = useCasePages(params);
  const views = useSavedViews();
  const opened = useMemo(() => openedView(views, new URLSearchParams(query)), [views, query]);

  const columns = useColumns();
  const list = queryTextOf(filters);
  const [rest, setRest] = useState<string | null>(null);
  const [selectedKey, select] = useSelectedKey();
  const above = useRef(0);
  const rows = useSteadyRows(pages.items, rest ?? selectedKey, list, above);
  const selection = selectionOf(rows, selectedKey, select);
  const order = useMemo(() => rows.map(({ item }) => item.key), [rows]);
  const marks = useMarks(order);
  const [preview, togglePreview] = usePreview();
  const wide = !useMedia(NARROW);
  const shown = useMemo(
    () => (preview && wide ? besidePreview(columns.shown) : columns.shown),
    [preview, wide, columns.shown],
  );
  const [assigning, setAssigning] = useState<CaseListItem | null>(null);
  const [moving, setMoving] = useState<CaseListItem | null>(null);
  const [rating, setRating] = useState<CaseListItem | null>(null);
  const [creating, setCreating] = useState(false);
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<BulkResult[]>([]);
  const mayCreate = useMay('case.create');
  const mayAssign = useMay('case.assign');
  const mayMove = useMay('case.transition');
  const mayMark = useMay('case.update');
  const me = useMe();
  const take = useTake();
  const acknowledge = useAcknowledge();
  const change = useBulk();

  const setFilters = useCallback(
    (wanted: Partial<CaseFilters>) =>
      window.history.replaceState(null, '', addressWithin(opened, changedBy(filters, wanted))),
    [filters, opened],
  );
  const open = useCallback((item: CaseListItem) => router.push(`/cases/${item.key}`), [router]);
  const { selected } = selection;
  const acknowledgeSelected = acknowledge(selected);
  const marked = marks.keys.size > 0;
  /** Who refused stays marked. */
  const told = (results: BulkResult[] | null) => {
    const no = results?.filter(({ outcome }) => outcome === 'refused') ?? [];
    setRefused(no);
    if (no.length > 0) marks.set(no.map(({ key }) => key));
  };
  const takeMarked = () => {
    if (me?.kind !== 'user') return;
    const member = { id: me.id, name: me.name, kind: 'user' as const };
    marks.clear();
    void change([...marks.keys], { assignee: me.id }, { assignee: member }).then(told);
  };

  useHotkeys({
    j: () => selection.move(1),
    arrowdown: () => selection.move(1),
    k: () => selection.move(-1),
    arrowup: () => selection.move(-1),
    enter: () => selected && open(selected),
    x: () => mayMark && selected && marks.toggle(selected.key),
    [RANGE_KEY]: () => mayMark && selected && marks.toggle(selected.key, true),
    p: togglePreview,
    y: () => acknowledgeSelected?.(),
    t: () => mayAssign && (marked ? takeMarked() : selected && take?.(selected)),
    c: () => mayCreate && setCreating(true),
    // With marked cases the bar has these keys.
    ...(marked
      ? {}
      : {
          a: () => selected && mayAssign && setAssigning(selected),
          s: () => selected && mayMove && setMoving(selected),
          v: () => selected && mayMark && setRating(selected),
        }),
  });
  useCommands([
    ...(mayCreate
      ? [{ id: 'new-case', group: 'This page', title: 'New case', kbd: 'c', run: () => setCreating(true) }]
      : []),
    { id: 'save-view', group: 'This page', title: 'Save as a view …', run: () => setSaving(true) },
    { id: 'preview', group: 'This page', title: 'Preview beside the list', kbd: 'p', run: togglePreview },
    ...(selected && acknowledgeSelected
      ? [
          {
            id: 'acknowledge-selected',
            group: 'This page',
            title: `Acknowledge ${selected.key}`,
            hint: withoutBidi(selected.title),
            kbd: 'y',
            run: acknowledgeSelected,
          },
        ]
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

  const asked = new URLSearchParams(query);
  const onNew = mayCreate ? () => setCreating(true) : undefined;
  return (
    <>
      <ListBar
        title={opened?.name ?? titleOf(asked)}
        filters={filters}
        params={params}
        onFilters={setFilters}
        count={pages.count}
        columns={columns}
        preview={preview}
        onPreview={togglePreview}
        onSaveView={() => setSaving(true)}
        onNew={onNew}
      />
      <div className="relative flex min-h-0 flex-1">
        <CaseList
          pages={pages}
          rows={rows}
          above={above}
          list={list}
          columns={shown}
          selection={selection}
          marks={mayMark ? marks : undefined}
          onRest={setRest}
          onOpen={open}
          onNew={onNew}
        />
        {preview && <PreviewPane item={selected} onClose={togglePreview} />}
        {marked && <BulkBar marks={marks} refused={refused} onResults={told} />}
      </div>
      <AssignDialog item={assigning} onClose={() => setAssigning(null)} />
      <TransitionDialog item={moving} to={null} onClose={() => setMoving(null)} />
      <SeverityDialog item={rating} onClose={() => setRating(null)} />
      <NewCaseDialog open={creating} onOpenChange={setCreating} />
      {saving && <ViewDialog query={list} onClose={() => setSaving(false)} />}
    </>
  );
}
