import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

test('numbers stay numbers, what is missing is empty, and texts are quoted where they must be', () => {
  expect(
    csvOf(
      ['Name', 'Count'],
      [
        ['Rome, 1', -2.5],
        ['say "hi"', null],
        ['two\nlines', 0],
      ],
    ),
  ).toBe('\uFEFFName,Count\r\n"Rome, 1",-2.5\r\n"say ""hi""",\r\n"two\nlines",0\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', ' =1', '\n=1'])('%j is no formula any more', (text) => {
  expect(csvOf(['a'], [[text]])).toMatch(/^\uFEFFa\r\n"?'/);
});
