/**
 * The roles of a table, for elements that cannot be one: virtual rows are placed by transform, which table layout does not allow.
 */
export const grid = (label: string, rows: number, many: boolean) =>
  ({ role: 'grid', 'aria-label': label, 'aria-rowcount': rows, 'aria-multiselectable': many || undefined }) as const;
export const row = (index: number, selected: boolean) =>
  ({ role: 'row', 'aria-rowindex': index + 1, 'aria-selected': selected, tabIndex: -1 }) as const;
export const HEAD_ROW = { role: 'row' } as const;
export const HEAD = { role: 'columnheader' } as const;
export const ROW_GROUP = { role: 'rowgroup' } as const;
export const CELL = { role: 'gridcell' } as const;
