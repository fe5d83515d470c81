import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askedFor, excerptOf } from './search.ts';

test.each([
  ['reverse sh', { words: ['reverse', 'sh'], begun: true }],
  ['CVE-2026-2332', { words: ['cve', '2026', '2332'], begun: true }],
  ['srv-7.corp.local', { words: ['srv', '7', 'corp', 'local'], begun: true }],
  ['C:\\Windows\\run_me.exe', { words: ['c', 'windows', 'run', 'me', 'exe'], begun: true }],
  ['Größe', { words: ['größe'], begun: true }],
  ['हिन्दी', { words: ['हिन्दी'], begun: true }],
  ['"reverse shell" -test', { web: '"reverse shell" -"test"' }],
  ['"srv.corp.local"', { web: '"srv corp local"' }],
  ['shell -CVE-2026-1', { web: 'shell -"CVE 2026 1"' }],
  ['198.51.100.7', { words: ['198', '51', '100', '7'], begun: false }],
  ['s', { words: ['s'], begun: true }],
  ['a - b', { words: ['a', 'b'], begun: false }],
  ['!!!', { words: [], begun: false }],
])('%j asks for %j', (q, asked) => expect(askedFor(q)).toEqual(asked));

const shown = (q: string, texts: Parameters<typeof excerptOf>[1]) => {
  const { place, parts } = excerptOf(askedFor(q), texts);
  return [place, parts.map(({ text, found }) => (found ? `[${text}]` : text)).join('')];
};
const LONG = `${'word '.repeat(40)}then CVE-2026-2332 was ${'seen '.repeat(40)}`;

test.each([
  ['cve-2026', { title: 'CVE-2026-2332 on a host', body: '' }, ['title', '[CVE]-[2026]-2332 on a host']],
  ['ho', { title: 'On a host', body: '' }, ['title', 'On a [host]']],
  ['host reverse', { title: 'On a host', body: 'a  reverse\nshell' }, ['description', 'a [reverse] shell']],
  ['shell', { title: null, body: 'a reverse shell' }, ['comment', 'a reverse [shell]']],
  ['-b "a c"', { title: null, body: 'b a c' }, ['comment', 'b [a] [c]']],
] as const)('%j of %j is shown as %j', (q, texts, excerpt) => expect(shown(q, texts)).toEqual(excerpt));

test('of a long text the place is shown', () => {
  const [, text] = shown('2332', { title: 'x', body: LONG });
  expect(text).toContain('CVE-2026-[2332] was seen');
  expect(text!.length).toBeLessThan(200);
});

const texts = fc
  .array(fc.constantFrom('a', 'B', 'é', '7', '-', '"', '.', ' ', '\n', '日', '\u0301', '🦊', '-"', ' -', '\\'), {
    maxLength: 30,
  })
  .map((pieces) => pieces.join(''));

test('the parts are the text, whatever it is', () => {
  fc.assert(
    fc.property(texts, texts, (q, title) => {
      const { parts } = excerptOf(askedFor(q), { title, body: title });
      const text = parts.map((part) => part.text).join('');
      expect(title.replaceAll(/\s+/g, ' ').trim().startsWith(text)).toBe(true);
    }),
  );
});
