import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { cut } from '../../domain/text.ts';
import { printable } from './printable.ts';

export const QUIET = '#5c6670';

/** A moment as the reader's clock shows it; a dash for none. */
export type Clock = (moment: string | null) => string;

export function clockOf(zone: string): Clock {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
  return (moment) => (moment ? format.format(new Date(moment)) : '–');
}

/** `in_progress` as people write it. */
export function named(identifier: string): string {
  const words = identifier.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Where a line breaks whatever stands around: no space before `)` does, no slash before a figure. */
const BREAKS = '(?<=[\\p{L}\\p{N}.,;:!?)]) (?=[\\p{L}\\p{N}(])|(?<=[/-])(?=[A-Za-z])';
const WORDLIKE = /^[\p{L}\p{N}]{2}$/u;

/**
 * A text in signs of the font that may break after each so many of them: what has no place to break would run out of its column, and to
 * lay it out takes a time that grows with its square (100,000 signs: more than a minute).
 */
export const breakable = (value: string, signs = 44): string =>
  printable(value).replace(
    new RegExp(`(?:(?!${BREAKS})[^\\n]){${signs}}(?!${BREAKS}|$|\\n)`, 'gu'),
    (run, offset: number, whole: string) =>
      // After a sign that is no part of a word a space alone might not break.
      run + (WORDLIKE.test(run.at(-1)! + whole.charAt(offset + run.length)) ? ' ' : '\n'),
  );

/** So much of one text is printed: ten pages at most. */
const MOST_SIGNS = 20_000;
/** What a line takes of a page, however short: as much as so many signs. */
export const LINE = 40;

/** The beginning of a text, and how much of it is left out. */
export function shortened(text: string, most = MOST_SIGNS): string {
  const lines = text
    .slice(0, most)
    .split('\n', Math.ceil(most / LINE))
    .join('\n');
  const kept = cut(text, Math.min(most, lines.length));
  const left = text.length - kept.length;
  return left === 0 ? text : `${kept} … ${left.toLocaleString('en')} more characters in the JSON export`;
}

/** What fits on a page with ease. */
const PORTION = { lines: 30, signs: 1500 };

/** A long text in portions, each of which fits into one row of a table; a short one is its own. */
export function portionsOf(text: string): string[] {
  const portions: string[] = [];
  let lines: string[] = [];
  let signs = 0;
  for (const line of text.split('\n').flatMap((whole) => whole.match(PIECE) ?? [''])) {
    if (lines.length === PORTION.lines || (lines.length > 0 && signs + line.length > PORTION.signs)) {
      portions.push(lines.join('\n'));
      lines = [];
      signs = 0;
    }
    lines.push(line);
    signs += line.length;
  }
  return [...portions, lines.join('\n')];
}

/** Words of a line, as many as a portion takes. */
const PIECE = new RegExp(`\\S.{0,${PORTION.signs - 1}}(?=\\s|$)|\\S{${PORTION.signs}}|\\S+`, 'gu');

/** A table whose head is repeated on each page; nothing where there are no rows. `wholeRows`: none is broken, so that none may be taller than a page. */
export function table(
  widths: (string | number)[],
  head: string[],
  rows: string[][],
  { wholeRows = false }: { wholeRows?: boolean } = {},
): Content[] {
  if (rows.length === 0) return [];
  const cells = (row: string[], bold: boolean): TableCell[] =>
    row.map((text) => ({ text: breakable(text), bold, ...(bold ? { color: QUIET, fontSize: 8.5 } : {}) }));
  return [
    {
      table: {
        headerRows: 1,
        keepWithHeaderRows: 1,
        widths,
        dontBreakRows: wholeRows,
        body: [cells(head, true), ...rows.map((row) => cells(row, false))],
      },
      layout: 'lined',
    },
  ];
}
