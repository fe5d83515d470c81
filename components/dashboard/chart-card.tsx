'use client';

import { ChartColumn, Download, Table2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { cn } from '../ui/cn.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Link } from '../ui/link.tsx';
import { Table, Td, Th, Tr } from '../ui/table.tsx';
import { downloadCsv, type TableData, type Unit } from './download.ts';
import { percent, took } from './tile-data.ts';

/** A chart that is a table, too: on a press, for screen readers, and as CSV. Without `children` the table is all there is. */
export function ChartCard({
  title,
  note,
  table,
  className,
  controls,
  children,
}: {
  title: string;
  /** What is counted. */
  note: string;
  table: TableData;
  className?: string;
  controls?: ReactNode;
  children?: ReactNode;
}) {
  const [asTable, setAsTable] = useState(false);
  return (
    <section aria-label={title} className={cn('card flex min-w-0 flex-col break-inside-avoid px-3.5 py-3', className)}>
      <header className="flex items-center gap-2 pb-2">
        <h2 className="font-[620] text-base">{title}</h2>
        <div className="ml-auto flex items-center gap-1 print:hidden">
          {controls}
          {children && (
            <IconButton
              label={asTable ? `${title}: show the chart` : `${title}: show the table`}
              icon={asTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
              onClick={() => setAsTable(!asTable)}
            />
          )}
          <IconButton
            label={`${title}: save as CSV`}
            icon={<Download aria-hidden />}
            onClick={() => downloadCsv(title, table)}
          />
        </div>
      </header>
      {asTable || !children ? <DataTable caption={title} table={table} /> : children}
      <p className="mt-auto pt-2 text-2xs text-ink-3">{note}</p>
    </section>
  );
}

/** A number as people read it. */
function numberWords(value: number, unit: Unit | undefined): string {
  if (unit === 'seconds') return took(value);
  return unit === 'share' ? percent(value) : value.toLocaleString('en');
}

export function DataTable({ caption, table: { head, units, rows } }: { caption: string; table: TableData }) {
  return (
    <div className="max-h-80 overflow-y-auto print:max-h-none">
      <Table caption={caption}>
        <thead>
          <tr>
            {head.map((name, column) => (
              <Th key={name} className={cn(column > 0 && 'text-right')}>
                {name}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ cells, href }) => (
            <Tr key={cells.slice(0, 2).join(' ')}>
              {cells.map((cell, column) => (
                <Td key={head[column]} className={cn('h-8', column > 0 && 'num text-right')}>
                  {column === 0 && href ? (
                    <Link href={href} className="hover:underline">
                      {cell ?? '–'}
                    </Link>
                  ) : typeof cell === 'number' ? (
                    numberWords(cell, units?.[head[column]!])
                  ) : (
                    (cell ?? '–')
                  )}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
      {rows.length === 0 && <p className="py-4 text-ink-3">Nothing in this period.</p>}
    </div>
  );
}
