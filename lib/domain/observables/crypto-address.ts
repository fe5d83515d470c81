import { lower } from './chars.ts';
import { checksumOf21Bytes } from './sha256.ts';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const base58Digit = new Int8Array(128).fill(-1);
for (let i = 0; i < 58; i++) base58Digit[BASE58.charCodeAt(i)] = i;
const bech32Digit = new Int8Array(128).fill(-1);
for (let i = 0; i < 32; i++) bech32Digit[BECH32.charCodeAt(i)] = i;

/**
 * Canonical form of a Bitcoin address (base58check P2PKH and P2SH; bech32 and bech32m, BIP 173 and 350) with a right
 * checksum, or of an Ethereum address (`0x` and 40 hex digits, lower case); else null.
 */
export function parseCryptoAddress(text: string): string | null {
  const first = text.charCodeAt(0);
  if (first === 48) return text.length === 42 && /^0x[0-9a-f]{40}$/i.test(text) ? text.toLowerCase() : null;
  if (lower(first) === 98) return /^bc1/i.test(text) ? parseBech32(text) : null;
  return isBase58Address(text) ? text : null;
}

/** The 25 bytes in words, the last one in the top byte: a version, the hash of a key or script, a checksum of four. */
const words = new Int32Array(7);
const LIMBS = 9;
const limbs = new Float64Array(LIMBS);

function isBase58Address(text: string): boolean {
  if (text.length < 25 || text.length > 35) return false;
  const first = text.charCodeAt(0);
  if ((first !== 49 && first !== 51) || !decodeBase58(text)) return false;
  const version = words[0]! >>> 24;
  if (version !== 0 && version !== 5) return false;
  const written = (words[5]! << 8) | (words[6]! >>> 24);
  return checksumOf21Bytes(words) === written;
}

/** Reads an address of 25 bytes into `words`. Four digits a step: 58⁴ · 2²⁴ still is an exact double. */
function decodeBase58(text: string): boolean {
  const n = text.length;
  limbs.fill(0);
  let lowest = LIMBS;
  for (let i = 0; i < n; ) {
    const end = i === 0 ? n % 4 || 4 : i + 4;
    let carry = 0;
    let scale = 1;
    for (; i < end; i++) {
      const c = text.charCodeAt(i);
      const digit = c < 128 ? base58Digit[c]! : -1;
      if (digit < 0) return false;
      carry = carry * 58 + digit;
      scale *= 58;
    }
    // Limbs that the number has not grown into yet are zero.
    if (lowest > 0) lowest--;
    for (let k = LIMBS - 1; k >= lowest; k--) {
      const value = limbs[k]! * scale + carry;
      carry = Math.floor(value * 2 ** -24);
      limbs[k] = value - carry * 0x1000000;
    }
    if (carry !== 0) return false;
  }
  // 27 bytes in limbs of three; of an address the first two are not used.
  if (limbs[0]! > 0xff) return false;
  let bits = limbs[0]!;
  let word = 0;
  let held = 1;
  for (let k = 1; k < LIMBS; k++) {
    const limb = limbs[k]!;
    for (let shift = 16; shift >= 0; shift -= 8) {
      bits = (bits << 8) | ((limb >>> shift) & 0xff);
      if (++held === 4) {
        words[word++] = bits;
        held = 0;
      }
    }
  }
  words[word] = bits << 24;
  return true;
}

function parseBech32(text: string): string | null {
  const address = text.toLowerCase();
  if (address !== text && text !== text.toUpperCase()) return null;
  if (address.length !== 42 && address.length !== 62) return null;
  let version = 0;
  let sum = HUMAN_PART_BC;
  for (let i = 3; i < address.length; i++) {
    const c = address.charCodeAt(i);
    const value = c < 128 ? bech32Digit[c]! : -1;
    if (value < 0) return null;
    if (i === 3) version = value;
    sum = polymodStep(sum, value);
  }
  return version <= 16 && sum === (version === 0 ? 1 : 0x2bc830a3) ? address : null;
}

/** One digit more into the checksum of BIP 173. */
function polymodStep(sum: number, digit: number): number {
  const top = sum >>> 25;
  let next = ((sum & 0x1ffffff) << 5) ^ digit;
  if (top & 1) next ^= 0x3b6a57b2;
  if (top & 2) next ^= 0x26508e6d;
  if (top & 4) next ^= 0x1ea119fa;
  if (top & 8) next ^= 0x3d4233dd;
  if (top & 16) next ^= 0x2a1462b3;
  return next;
}

/** The checksum after the human-readable part: the letters' high bits, a zero, their low bits. */
const HUMAN_PART_BC = [3, 3, 0, 2, 3].reduce(polymodStep, 1);
