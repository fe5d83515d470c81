import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSealKeys, sealKeyOf } from './keys.ts';
import { keyIdOf, open, SealError, seal } from './seal.ts';

const key = sealKeyOf(randomBytes(32));
const newer = sealKeyOf(randomBytes(32));
const AAD = 'connector/wiz';

describe('seal and open', () => {
  it('gives back any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plaintext, aad) => {
        expect(open(seal(plaintext, key, aad), [key], aad)).toBe(plaintext);
      }),
    );
  });

  it('seals the same text differently each time, without showing it', () => {
    const [a, b] = [seal('hunter2-hunter2', key, AAD), seal('hunter2-hunter2', key, AAD)];
    expect(a).not.toBe(b);
    expect(a).toMatch(new RegExp(`^v1\\.${key.id}\\.[\\w-]{16}\\.[\\w-]+$`));
    expect(Buffer.from(a.split('.')[3] ?? '', 'base64url').toString('latin1')).not.toContain('hunter2');
  });

  it('opens with the key that the value names, among several', () => {
    const old = seal('secret', key, AAD);
    expect(open(old, [newer, key], AAD)).toBe('secret');
    expect(keyIdOf(old)).toBe(key.id);
    expect(() => open(old, [newer], AAD)).toThrow(SealError);
  });

  it('does not open where it does not belong', () => {
    expect(() => open(seal('secret', key, AAD), [key], 'connector/okta')).toThrow(SealError);
  });

  it('does not open with a key of the same id and other bytes', () => {
    const impostor = { id: key.id, bytes: randomBytes(32) };
    expect(() => open(seal('secret', key, AAD), [impostor], AAD)).toThrow('altered');
  });

  it('refuses every change of a single character', () => {
    const sealed = seal('a client secret', key, AAD);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
        fc.pre(sealed[at] !== character);
        const altered = sealed.slice(0, at) + character + sealed.slice(at + 1);
        expect(() => open(altered, [key], AAD)).toThrow(SealError);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['nothing', ''],
    ['a plain text', 'secret'],
    ['another version', 'v2.00000000.AAAA.AAAA'],
    ['too few parts', `v1.${key.id}.AAAAAAAAAAAAAAAA`],
    ['a part too many', `${seal('x', key, AAD)}.AA`],
    ['an added character', `${seal('x', key, AAD)}=`],
    ['a short tag', `v1.${key.id}.AAAAAAAAAAAAAAAA.AAAA`],
    ['a short nonce', `v1.${key.id}.AAAA.${'A'.repeat(40)}`],
  ])('refuses %s', (_name, sealed) => {
    expect(() => open(sealed, [key], AAD)).toThrow(SealError);
  });
});

describe('ENCRYPTION_KEY', () => {
  const bytes = randomBytes(32);

  it.each([
    ['hex', bytes.toString('hex')],
    ['upper-case hex', bytes.toString('hex').toUpperCase()],
    ['base64', bytes.toString('base64')],
    ['base64url', bytes.toString('base64url')],
    ['with white space', ` ${bytes.toString('base64')}\n`],
  ])('reads %s', (_name, text) => {
    expect(parseSealKeys(text)).toEqual([sealKeyOf(bytes)]);
  });

  it('reads several, the sealing one first', () => {
    const text = `${newer.bytes.toString('base64')},${key.bytes.toString('hex')}`;
    expect(parseSealKeys(text).map(({ id }) => id)).toEqual([newer.id, key.id]);
  });

  it.each([
    '',
    'password',
    bytes.toString('hex').slice(2),
    `${bytes.toString('base64')},`,
    randomBytes(33).toString('base64'),
  ])('refuses %j without repeating it', (text) => {
    const read = () => parseSealKeys(text);
    expect(read).toThrow(/32 bytes/);
    if (text) expect(read).not.toThrow(text);
  });

  it('names a key by the first 8 hex digits of its SHA-256', () => {
    expect(sealKeyOf(Buffer.alloc(32)).id).toBe('66687aad');
  });
});
