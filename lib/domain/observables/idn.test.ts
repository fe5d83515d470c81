import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toAscii } from './idn.ts';

/** Letters of scripts that are mapped one by one, of others that are not, and what must not slip through. */
const letters = fc.constantFrom(
  ...'aZ09-_.абвгдёйщэюяЖЙßςΣάόéèüŠžİıſ例え中文ガがー한글ᄀ가ابتאבกिक्\u0301\u0308\u200dﬁªⅣ①'.normalize('NFC'),
  ...['xn--', 'xn--p1ai', '.рф', '.com', '.1', '0x1', 'e\u0301', '\u1100\u1161', '\u212a', '\u3002'],
);
const names = fc.array(letters, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));

test('agrees with the platform on names of every script', () => {
  fc.assert(
    fc.property(names, (name) => {
      fc.pre(/[^\0-\x7f]/.test(name));
      const url = URL.parse(`http://${name}/`);
      expect(toAscii(name)).toBe(url && url.hostname.length <= 253 ? url.hostname : null);
    }),
    { numRuns: 5000, examples: [['가.1.'], ['д.com.'], ['д.1']] },
  );
});

test('a name that would be read as more than a host is none', () => {
  for (const name of ['д:80', 'д/x', 'u@д', 'д д', 'д%2e', '[д]']) expect(toAscii(name), name).toBeNull();
});
