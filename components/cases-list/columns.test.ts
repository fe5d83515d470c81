import { expect, test } from 'vitest';
import { besidePreview, COLUMNS, columnsFrom, templateOf } from './columns.ts';

const ids = (columns: { id: string }[]) => columns.map(({ id }) => id).join(' ');

test('columns stand in their own order, whatever order they were chosen in, and some always do', () => {
  expect(ids(columnsFrom(['age', 'key', 'nonsense']))).toBe('mark severity key case age');
  expect(ids(columnsFrom([]))).toBe('mark severity case');
  expect(templateOf(columnsFrom(['key']))).toBe('20px 26px 80px minmax(0,1fr)');
});

test('beside the preview what it shows itself is left out, and nothing is added', () => {
  expect(ids(besidePreview(columnsFrom(COLUMNS.map(({ id }) => id))))).toBe(
    'mark severity key case state sla assignee',
  );
  expect(ids(besidePreview(columnsFrom([])))).toBe('mark severity case');
});
