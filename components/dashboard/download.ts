import { type Cell, csvOf } from '#lib/domain/figures/csv.ts';

/** What a column of numbers is in: seconds, or a share from 0 to 1. */
export type Unit = 'seconds' | 'share';

/** A table as it is shown, in words of people, and as it is saved, in numbers that a spreadsheet can add up. */
export interface TableData {
  head: readonly string[];
  /** Of columns by name; without one a number is a count. */
  units?: Readonly<Record<string, Unit>>;
  rows: readonly { cells: readonly Cell[]; href?: string | undefined }[];
}

const UNIT_WORDS: Record<Unit, string> = { seconds: 'seconds', share: '0 to 1' };

/** The table as CSV: each unit in its heading. */
export function tableCsv({ head, units = {}, rows }: TableData): string {
  return csvOf(
    head.map((name) => (units[name] ? `${name} (${UNIT_WORDS[units[name]]})` : name)),
    rows.map(({ cells }) => cells.map(plain)),
  );
}

/** A millionth of a share is enough. */
const plain = (cell: Cell): Cell => (typeof cell === 'number' ? Number(cell.toFixed(6)) : cell);

/** Saves a table as a CSV file of that name. */
export function downloadCsv(name: string, table: TableData): void {
  const url = URL.createObjectURL(new Blob([tableCsv(table)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
