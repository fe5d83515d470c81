'use client';

import { useCallback, useMemo, useSyncExternalStore } from 'react';

/** A column of the list, with the width that it takes. `fixed` ones cannot be hidden. */
interface Column {
  id: string;
  name: string;
  width: string;
  /** The head is there for assistive technology alone. */
  quiet?: boolean;
  fixed?: boolean;
  /** Not shown until somebody chooses it. */
  extra?: boolean;
}

/** In the order in which they stand. */
export const COLUMNS = [
  { id: 'mark', name: 'Selected', width: '20px', quiet: true, fixed: true },
  { id: 'severity', name: 'Severity', width: '26px', quiet: true, fixed: true },
  { id: 'key', name: 'Key', width: '80px' },
  { id: 'case', name: 'Case', width: 'minmax(0,1fr)', fixed: true },
  { id: 'category', name: 'Category', width: '116px', extra: true },
  { id: 'tags', name: 'Tags', width: '120px', extra: true },
  { id: 'state', name: 'State', width: '92px' },
  { id: 'sla', name: 'SLA', width: '104px' },
  { id: 'assignee', name: 'Assignee', width: '32px', quiet: true },
  { id: 'source', name: 'Source', width: '104px' },
  { id: 'store', name: 'Store', width: '104px', extra: true },
  { id: 'observables', name: 'Obs', width: '40px' },
  { id: 'events', name: 'Events', width: '48px', extra: true },
  { id: 'updated', name: 'Updated', width: '60px', extra: true },
  { id: 'age', name: 'Age', width: '56px' },
] as const satisfies readonly Column[];
export type ColumnId = (typeof COLUMNS)[number]['id'];

const all: readonly (Column & { id: ColumnId })[] = COLUMNS;
const SHIPPED: readonly ColumnId[] = all.filter((column) => !column.extra).map(({ id }) => id);

/** The columns that are shown, in their order, from what was chosen; what cannot be hidden is among them. */
export function columnsFrom(chosen: readonly string[]): (Column & { id: ColumnId })[] {
  return all.filter((column) => column.fixed || chosen.includes(column.id));
}

/** What is left of them beside the preview, which shows the rest. */
const BESIDE_PREVIEW: readonly ColumnId[] = ['mark', 'severity', 'key', 'case', 'state', 'sla', 'assignee'];

/** The columns as they stand beside the preview. */
export function besidePreview(shown: Columns['shown']): Columns['shown'] {
  return shown.filter(({ id }) => BESIDE_PREVIEW.includes(id));
}

/** The grid of a row, for `grid-template-columns`. */
export const templateOf = (columns: readonly Column[]) => columns.map(({ width }) => width).join(' ');

export interface Columns {
  shown: (Column & { id: ColumnId })[];
  isShown: (id: ColumnId) => boolean;
  toggle: (id: ColumnId) => void;
  reset: () => void;
}

const STORED = 'watchfloor.case-columns';
const listeners = new Set<() => void>();

/** The columns that this member chose in this browser. */
export function useColumns(): Columns {
  const text = useSyncExternalStore(subscribe, read, () => '');
  const chosen = useMemo(() => (text === '' ? SHIPPED : text.split(' ')), [text]);
  const shown = useMemo(() => columnsFrom(chosen), [chosen]);
  const toggle = useCallback((id: ColumnId) => {
    const now = read() === '' ? SHIPPED : read().split(' ');
    write((now.includes(id) ? now.filter((one) => one !== id) : [...now, id]).join(' '));
  }, []);
  return {
    shown,
    isShown: (id) => chosen.includes(id),
    toggle,
    reset: () => write(''),
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

const read = () => localStorage.getItem(STORED) ?? '';

function write(text: string): void {
  localStorage.setItem(STORED, text);
  for (const listener of listeners) listener();
}
