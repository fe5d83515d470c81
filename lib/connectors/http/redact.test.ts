import fc from 'fast-check';
import { expect, it } from 'vitest';
import { redact } from './redact.ts';

it.each([
  ['every occurrence', 'key-1 and key-1', ['key-1'], '••• and •••'],
  ['URL-encoded ones', '/a%2Fb%20c?x=a%2Fb+c', ['a/b c'], '/•••?x=•••'],
  ['a secret that begins with another', 'abcd-efgh', ['abcd', 'abcd-efgh'], '•••'],
  ['nothing for a short one', 'a b c', ['a', ''], 'a b c'],
  ['a secret that is no well-formed text', 'x \ud800abc', ['\ud800abc'], 'x •••'],
  ['what a pattern would read otherwise', 'a.*b axxb', ['a.*b'], '••• axxb'],
])('masks %s', (_name, text, secrets, expected) => {
  expect(redact(text, secrets)).toBe(expected);
});

it('leaves no secret in any text', () => {
  const secret = fc.string({ minLength: 4 }).filter((text) => !'•••'.includes(text));
  fc.assert(fc.property(fc.string(), secret, fc.string(), (a, s, b) => !redact(a + s + b, [s]).includes(s)));
});
