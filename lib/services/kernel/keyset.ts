import type { Page } from '../../domain/views/common.ts';
import { invalid } from '../errors.ts';
import { isUuid } from './uuid.ts';

type CursorValue = string | number | null;

/** What stands at a place of a cursor, checked before it reaches a query. `due` is a moment or an infinity. */
export type CursorKind = 'moment' | 'due' | 'integer' | 'uuid' | 'text';

const IS: Record<CursorKind, (value: unknown) => boolean> = {
  moment: (value) => typeof value === 'string' && MOMENT.test(value) && !Number.isNaN(Date.parse(value)),
  due: (value) => value === 'infinity' || value === '-infinity' || IS.moment(value),
  integer: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
  uuid: (value) => typeof value === 'string' && isUuid(value),
  text: (value) => typeof value === 'string',
};
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** An opaque cursor over the sort values of the last row, whatever a list sorts by. */
export function encodeCursor(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * The values of a cursor, or undefined where none was sent. Throws `invalid` for one that we did not write: of another length, or with
 * a value of another kind than `kinds` says.
 */
export function decodeCursor(cursor: string | undefined, kinds: readonly CursorKind[]): CursorValue[] | undefined {
  if (!cursor) return undefined;
  const fits = (value: unknown, at: number) => IS[kinds[at]!](value);
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === kinds.length && values.every(fits)) return values;
  } catch {
    // Falls through: the same sentence for every way in which a cursor is not ours.
  }
  throw foreignCursor();
}

/** For a cursor that is well formed, but of another list or order. */
export const foreignCursor = () => invalid([{ pointer: '/cursor', message: 'This is not a cursor of this list.' }]);

/** A page from one row more than `limit`, which tells whether there is a next one. */
export function pageFrom<Row, Item>(
  rows: Row[],
  limit: number,
  cursorOf: (row: Row) => CursorValue[],
  items: (rows: Row[]) => Item[],
  count: Page<Item>['count'],
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: items(shown), nextCursor: rows.length > limit && last ? encodeCursor(cursorOf(last)) : null, count };
}
