import { isMet, type Row } from './row.ts';

const HEAD = ['name', 'ours', 'baseline', 'ratio', 'target', '', 'note'];
const RIGHT = new Set([1, 2, 3]);

/** The rows as one table of aligned columns. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
  return cells
    .map((line) =>
      line
        .map((cell, at) => (RIGHT.has(at) ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cellsOf(row: Row): string[] {
  const met = isMet(row);
  const figure = (value: number | null) => (value === null ? '' : `${value.toLocaleString('en')} ${row.unit}`);
  return [
    row.name,
    figure(row.ours),
    figure(row.baseline),
    row.ratio === null ? '' : `${row.ratio}×`,
    row.target,
    met === null ? '' : met ? 'ok' : 'miss',
    row.note ?? '',
  ];
}
