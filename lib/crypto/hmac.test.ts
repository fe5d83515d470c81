import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEqualInConstantTime, equalInConstantTime } from './constant-time.ts';
import { hmacSha256Hex, verifyHmacSha256Hex } from './hmac.ts';

describe('comparing secrets', () => {
  it.each([
    ['', '', true],
    ['token', 'token', true],
    ['token', 'tokem', false],
    ['token', 'token-longer', false],
    ['token', '', false],
    ['é', 'e\u0301', false],
  ])('%j and %j: %s', (a, b, expected) => {
    expect(equalInConstantTime(a, b)).toBe(expected);
  });

  it('agrees with === on any texts', () => {
    const texts = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(texts, texts, (a, b) => equalInConstantTime(a, b) === (a === b) && equalInConstantTime(a, a)),
    );
  });

  it('accepts any of the live secrets, and none of an empty list', () => {
    expect(anyEqualInConstantTime('new', ['old', 'new'])).toBe(true);
    expect(anyEqualInConstantTime('old', ['old', 'new'])).toBe(true);
    expect(anyEqualInConstantTime('other', ['old', 'new'])).toBe(false);
    expect(anyEqualInConstantTime('', [])).toBe(false);
  });
});

describe('HMAC-SHA256', () => {
  // RFC 4231, test case 2.
  const signature = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  const message = 'what do ya want for nothing?';

  it('matches the published vector', () => {
    expect(hmacSha256Hex('Jefe', message)).toBe(signature);
    expect(hmacSha256Hex('Jefe', Buffer.from(message))).toBe(signature);
  });

  it.each([
    ['as it is', signature, true],
    ['in upper case', signature.toUpperCase(), true],
    ['with its algorithm', `sha256=${signature}`, true],
    ['cut short', signature.slice(0, 32), false],
    ['empty', '', false],
    ['with one digit changed', `4${signature.slice(1)}`, false],
  ])('verifies a signature %s', (_name, given, expected) => {
    expect(verifyHmacSha256Hex('Jefe', message, given)).toBe(expected);
  });

  it('does not verify another body or secret', () => {
    expect(verifyHmacSha256Hex('Jefe', `${message} `, signature)).toBe(false);
    expect(verifyHmacSha256Hex('jefe', message, signature)).toBe(false);
  });
});
