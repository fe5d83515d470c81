export type Cell = string | number | null;

/** What a spreadsheet would take for a formula, also after white space. */
const FORMULA = /^\s*[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * A table as CSV (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers. It starts
 * with a byte order mark, without which spreadsheets read UTF-8 wrong.
 */
export function csvOf(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [head, ...rows].map(csvLine);
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** One row of {@link csvOf} without its end, for a table that is sent while it is read. */
export const csvLine = (row: readonly Cell[]): string => row.map(field).join(',');

function field(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
