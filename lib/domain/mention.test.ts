import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMentions, mentionedIn } from './mention.ts';

const people = [
  { id: 'mara', name: 'Mara Keller' },
  { id: 'mar', name: 'Mara' },
  { id: 'devi', name: 'Devi Rao' },
  { id: 'zoe', name: 'Zoë Łuczak' },
  { id: 'twin-1', name: 'Alex Kim' },
  { id: 'twin-2', name: 'alex kim' },
];
const idsIn = (text: string) => mentionedIn(text, people).map((one) => one.id);

describe('who is mentioned', () => {
  test.each([
    ['@Mara Keller, look', ['mara']],
    ['@mara keller look', ['mara']],
    ['@Mara look', ['mar']],
    ['ask @Devi Rao and (@Mara).', ['devi', 'mar']],
    ['@Devi Rao @Devi Rao', ['devi']],
    ['@Zoë Łuczak', ['zoe']],
    ['@Maraschino is no name', []],
    ['@Mara_1 is none either', []],
    ['write to x@Mara Keller', []],
    ['@@Mara', []],
    ['`@Mara` is code', []],
    ['```\n@Mara Keller\n```', []],
    ['``a ` @Mara`` @Devi Rao', ['devi']],
    ['```\nnever closed @Mara', []],
    ['@Alex Kim is two people', []],
    ['@', []],
    ['nobody', []],
    ['', []],
  ])('%j → %j', (text, ids) => {
    expect(idsIn(text)).toEqual(ids);
  });
});

test('each mention stands where it says, and none overlaps the next', () => {
  const piece = fc.oneof(
    fc.constantFrom('@Mara Keller', '@Mara', '@devi rao', '`', '```', '\n', ' ', 'İ', '😀', '@', 'x'),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      let end = 0;
      for (const { at, length, id } of findMentions(text, people)) {
        expect(at).toBeGreaterThanOrEqual(end);
        end = at + length;
        const { name } = people.find((one) => one.id === id)!;
        expect(text.slice(at, end).toLowerCase()).toBe(`@${name}`.toLowerCase());
      }
    }),
  );
});
