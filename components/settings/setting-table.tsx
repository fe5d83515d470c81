import type { Key, ReactNode } from 'react';
import { cn } from '../ui/cn.ts';
import { Table, Td, Th, Tr } from '../ui/table.tsx';

export interface Column<Row> {
  /** Null: what stands in it needs no heading but for assistive technology, which is told `Notes`. */
  head: string | null;
  /** Of heading and cells: how wide, where hidden. */
  className?: string;
  /** Of the cells alone. */
  cellClassName?: string;
  cell: (row: Row) => ReactNode;
}

/** A table of settings. The first column is the name, a button where the row can be edited; what is retired stands back. */
export function SettingTable<Row extends { retired: boolean }>({
  caption,
  rows,
  keyOf,
  head,
  nameOf,
  shown = nameOf,
  columns,
  onEdit,
}: {
  caption: string;
  rows: readonly Row[];
  keyOf: (row: Row) => Key;
  /** Heading of the names. */
  head: string;
  nameOf: (row: Row) => string;
  /** How the name is shown, where not as text. */
  shown?: (row: Row) => ReactNode;
  columns: readonly Column<Row>[];
  onEdit: ((row: Row) => void) | undefined;
}) {
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{head}</Th>
          {columns.map((column, at) => (
            // Columns are written down once and never move.
            <Th key={column.head ?? at} className={column.className}>
              {column.head ?? <span className="sr-only">Notes</span>}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr
            key={keyOf(row)}
            {...(onEdit ? { onOpen: () => onEdit(row) } : {})}
            className={cn(row.retired && 'text-ink-3')}
          >
            <Td className="max-w-72 font-[510] narrow:max-w-40">
              {onEdit ? (
                <button
                  type="button"
                  aria-label={`Edit ${nameOf(row)}`}
                  onClick={() => onEdit(row)}
                  className="block max-w-full truncate hover:underline touch:min-h-11"
                >
                  {shown(row)}
                </button>
              ) : (
                <span className="block truncate">{shown(row)}</span>
              )}
            </Td>
            {columns.map((column, at) => (
              <Td key={column.head ?? at} className={cn(column.className, column.cellClassName)}>
                {column.cell(row)}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
