import fc from 'fast-check';
import { expect, it } from 'vitest';
import { piecesOf } from './marked-text.ts';

const marks = (text: string, ...spans: [number, number][]) =>
  piecesOf(
    text,
    spans.map(([start, end]) => ({ start, end })),
  ).map(({ text: piece, marked }) => (marked ? `[${piece}]` : piece));

it.each([
  ['nothing', marks('abcdef'), ['abcdef']],
  ['one place', marks('abcdef', [2, 4]), ['ab', '[cd]', 'ef']],
  ['two in any order', marks('abcdef', [4, 5], [0, 1]), ['[a]', 'bcd', '[e]', 'f']],
  ['places that overlap or touch', marks('abcdef', [1, 3], [2, 4], [4, 5]), ['a', '[bcde]', 'f']],
  ['the whole', marks('abc', [0, 3]), ['[abc]']],
  ['what lies outside', marks('abc', [-5, 1], [2, 90], [7, 9]), ['[a]', 'b', '[c]']],
  ['an empty text', marks('', [0, 4]), []],
])('marks %s', (_what, pieces, expected) => {
  expect(pieces).toEqual(expected);
});

it('loses nothing of any text', () => {
  const span = fc.record({ start: fc.integer({ min: -5, max: 40 }), end: fc.integer({ min: -5, max: 40 }) });
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.array(span, { maxLength: 8 }), (text, spans) => {
      expect(
        piecesOf(text, spans)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }),
  );
});
