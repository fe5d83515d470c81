import { sha256Short } from './sha256.ts';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const base58Digit = new Int8Array(128).fill(-1);
for (let i = 0; i < 58; i++) base58Digit[BASE58.charCodeAt(i)] = i;

/**
 * Canonical form of a Bitcoin address (base58check P2PKH and P2SH; bech32 and bech32m, BIP 173 and 350) with a right
 * checksum, or of an Ethereum address (`0x` and 40 hex digits, lower case); else null.
 */
export function parseCryptoAddress(text: string): string | null {
  if (text.length === 42 && /^0x[0-9a-f]{40}$/i.test(text)) return text.toLowerCase();
  if (/^bc1/i.test(text)) return parseBech32(text);
  return isBase58Address(text) ? text : null;
}

function isBase58Address(text: string): boolean {
  if (text.length < 25 || text.length > 35) return false;
  const first = text.charCodeAt(0);
  if (first !== 49 && first !== 51) return false;
  const bytes = decodeBase58(text);
  if (!bytes || (bytes[0] !== 0 && bytes[0] !== 5)) return false;
  const sum = sha256Short(sha256Short(bytes.subarray(0, 21)));
  return sum[0] === bytes[21] && sum[1] === bytes[22] && sum[2] === bytes[23] && sum[3] === bytes[24];
}

/** The 25 bytes of an address, or null. Four digits a step: 58⁴ · 2²⁴ still is an exact double. */
function decodeBase58(text: string): Uint8Array | null {
  const limbs = new Float64Array(9);
  for (let i = 0; i < text.length; ) {
    const end = i === 0 ? text.length % 4 || 4 : i + 4;
    let carry = 0;
    let scale = 1;
    for (; i < end; i++) {
      const c = text.charCodeAt(i);
      const digit = c < 128 ? base58Digit[c]! : -1;
      if (digit < 0) return null;
      carry = carry * 58 + digit;
      scale *= 58;
    }
    for (let k = 8; k >= 0; k--) {
      const value = limbs[k]! * scale + carry;
      carry = Math.floor(value / 0x1000000);
      limbs[k] = value - carry * 0x1000000;
    }
    if (carry !== 0) return null;
  }
  const bytes = new Uint8Array(27);
  for (let i = 0; i < 27; i++) bytes[i] = limbs[Math.floor(i / 3)]! >> (16 - (i % 3) * 8);
  return bytes[0] === 0 && bytes[1] === 0 ? bytes.subarray(2) : null;
}

function parseBech32(text: string): string | null {
  const address = text.toLowerCase();
  if (address !== text && text !== text.toUpperCase()) return null;
  if (address.length !== 42 && address.length !== 62) return null;
  const values = [3, 3, 0, 2, 3];
  for (let i = 3; i < address.length; i++) {
    const value = BECH32.indexOf(address[i]!);
    if (value < 0) return null;
    values.push(value);
  }
  const version = values[5]!;
  if (version > 16) return null;
  return polymod(values) === (version === 0 ? 1 : 0x2bc830a3) ? address : null;
}

const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function polymod(values: number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    GENERATORS.forEach((generator, i) => {
      if ((top >> i) & 1) sum ^= generator;
    });
  }
  return sum >>> 0;
}
