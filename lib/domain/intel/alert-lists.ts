import type { AlertDetails, LeftOut } from '../views/alert-details.ts';

/** The lists of an alert's details that may have any length. */
export type AlertLists = Pick<AlertDetails, 'connections' | 'names' | 'files' | 'indicators'>;

/** What a page shows of each list. */
const MOST_SHOWN = 100;

/**
 * Ends each list after so many entries.
 * @param before how many each is short of already
 * @returns how many each is short of in the end; undefined: nothing is left out
 */
export function endLists(
  lists: AlertLists,
  most: number,
  before?: LeftOut,
): { lists: AlertLists; leftOut: LeftOut | undefined } {
  const { connections, names, files, indicators } = lists;
  const over = (entries: readonly unknown[], known = 0) => Math.max(0, entries.length - most) + known;
  const leftOut: LeftOut = {
    connections: over(connections, before?.connections),
    names: over(names, before?.names),
    files: over(files, before?.files),
    indicators: over(indicators, before?.indicators),
  };
  return {
    lists: {
      connections: connections.slice(0, most),
      names: names.slice(0, most),
      files: files.slice(0, most),
      indicators: indicators.slice(0, most),
    },
    leftOut: leftOutOf(leftOut) > 0 ? leftOut : undefined,
  };
}

/** How many entries the lists are short of, all together. */
export const leftOutOf = (leftOut: LeftOut | undefined): number =>
  Object.values(leftOut ?? {}).reduce((sum, count) => sum + count, 0);

/** An alert's details as a page shows them: long lists end, and say how many more there are. */
export function shownDetails({ leftOut: before, ...details }: AlertDetails): AlertDetails {
  const { lists, leftOut } = endLists(details, MOST_SHOWN, before);
  return { ...details, ...lists, ...(leftOut && { leftOut }) };
}
