import { expect, test } from 'vitest';
import { completed, matching, mentionAt } from './mention-query.ts';

test.each([
  ['@', '', 0],
  ['@Ma', 'Ma', 0],
  ['ask @Mara Ke', 'Mara Ke', 4],
  ['(@d', 'd', 1],
  ['a\n@Łu', 'Łu', 2],
])('%j asks for %j', (text, typed, at) => {
  expect(mentionAt(text, text.length)).toEqual({ at, typed });
});

test.each(['', 'Ma', 'a@shop', 'x.@Ma', '@ Ma', '@Ma\n', `@${'a'.repeat(60)}`])('%j asks for nobody', (text) => {
  expect(mentionAt(text, text.length)).toBeNull();
});

test('the caret decides, not the end of the text', () => {
  expect(mentionAt('@Ma and more', 3)).toEqual({ at: 0, typed: 'Ma' });
});

test('first who begins with it, then whose other name does', () => {
  const people = ['Devi Rao', 'Rahel Devi', 'Mara'].map((name) => ({ name }));
  expect(matching(people, 'de').map((one) => one.name)).toEqual(['Devi Rao', 'Rahel Devi']);
  expect(matching(people, 'ra').map((one) => one.name)).toEqual(['Rahel Devi', 'Devi Rao']);
  expect(matching(people, '', 2)).toHaveLength(2);
});

test('the name takes the place of what was typed', () => {
  expect(completed('ask @Ma now', { at: 4, typed: 'Ma' }, 'Mara Keller')).toEqual({
    text: 'ask @Mara Keller now',
    caret: 'ask @Mara Keller '.length,
  });
});
