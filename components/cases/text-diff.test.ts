import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Stretch, textDiff } from './text-diff.ts';

const side = (stretches: Stretch[], without: Stretch['kind']) =>
  stretches
    .filter((one) => one.kind !== without)
    .map((one) => one.text)
    .join('');
const marked = (before: string, after: string) =>
  textDiff(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`))
    .join('');

test.each([
  ['Port 8442 is open', 'Port 8443 is open', 'Port [-8442-]{+8443+} is open'],
  ['one two', 'one small two', 'one {+small +}two'],
  ['one two three', 'one three', 'one [-two -]three'],
  ['same', 'same', 'same'],
  ['', 'new', '{+new+}'],
  ['old', '', '[-old-]'],
  ['', '', ''],
  ['Zürich liegt', 'Zürich lag', 'Zürich [-liegt-]{+lag+}'],
])('%j → %j', (before, after, expected) => {
  expect(marked(before, after)).toBe(expected);
});

test('both texts can be read from it, and nothing that is common is marked needlessly', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c ', ' ', '\n', 'ü', '😀', '.'), { maxLength: 30 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const stretches = textDiff(before, after);
      expect(side(stretches, 'added')).toBe(before);
      expect(side(stretches, 'removed')).toBe(after);
      stretches.forEach((one, at) => {
        expect(one.text).not.toBe('');
        expect(stretches[at + 1]?.kind).not.toBe(one.kind);
      });
      if (before === after) expect(stretches.every((one) => one.kind === 'same')).toBe(true);
    }),
  );
});

test('texts that have nothing in common are one taken away and one put there', () => {
  const before = Array.from({ length: 3000 }, (_, n) => `a${n}\n`).join('');
  const after = Array.from({ length: 3000 }, (_, n) => `b${n}\n`).join('');
  expect(textDiff(before, after)).toEqual([
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ]);
});

test('a few changed lines of a long text are found', () => {
  const lines = Array.from({ length: 5000 }, (_, n) => `line ${n}\n`);
  const after = lines.with(2500, 'another line\n').join('');
  expect(textDiff(lines.join(''), after).filter((one) => one.kind !== 'same').length).toBeLessThanOrEqual(4);
});
