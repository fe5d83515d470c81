import { type Cell, csvOf } from '#lib/domain/figures/csv.ts';

/** A table as it is shown and as it is saved. */
export interface TableData {
  head: readonly string[];
  rows: readonly { cells: readonly Cell[]; href?: string | undefined }[];
}

/** Saves a table as a CSV file of that name. */
export function downloadCsv(name: string, { head, rows }: TableData): void {
  const text = csvOf(
    head,
    rows.map((row) => row.cells),
  );
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
