import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCryptoAddress } from './crypto-address.ts';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** The textbook way by big integers, against which the quick one is held. */
function base58check(version: number, payload: Uint8Array): string {
  const body = Buffer.from([version, ...payload]);
  const bytes = Buffer.concat([body, sha256(sha256(body)).subarray(0, 4)]);
  let text = '';
  for (let rest = BigInt(`0x${bytes.toString('hex')}`); rest > 0n; rest /= 58n)
    text = ALPHABET[Number(rest % 58n)] + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return '1'.repeat(zeros) + text;
}

const payloads = fc
  .tuple(fc.uint8Array({ minLength: 20, maxLength: 20 }), fc.nat({ max: 20 }))
  .map(([bytes, zeros]) => bytes.fill(0, 0, zeros === 20 ? 20 : zeros % 4));

test('every address with a right checksum is taken, with leading zeros too', () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 5), payloads, (version, payload) => {
      const address = base58check(version, payload);
      expect(parseCryptoAddress(address)).toBe(address);
    }),
  );
});

test('one digit off is refused', () => {
  fc.assert(
    fc.property(payloads, fc.nat(), fc.integer({ min: 1, max: 57 }), (payload, place, by) => {
      const address = base58check(0, payload);
      const at = 1 + (place % (address.length - 1));
      const digit = ALPHABET[(ALPHABET.indexOf(address[at]!) + by) % 58];
      expect(parseCryptoAddress(address.slice(0, at) + digit + address.slice(at + 1))).toBeNull();
    }),
  );
});

test('other versions are refused', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 255 }), payloads, (version, payload) => {
      fc.pre(version !== 5);
      expect(parseCryptoAddress(base58check(version, payload))).toBeNull();
    }),
  );
});
