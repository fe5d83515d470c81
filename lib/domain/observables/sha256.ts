const PRIMES = primes(64);
const fraction = (x: number) => ((x - Math.floor(x)) * 2 ** 32) | 0;
const K = Int32Array.from(PRIMES, (p) => fraction(Math.cbrt(p)));
const INITIAL = Int32Array.from(PRIMES.slice(0, 8), (p) => fraction(Math.sqrt(p)));

/** The message schedule: every call writes all of it before it reads it. */
const w = new Int32Array(64);

/**
 * SHA-256 (FIPS 180-4) of at most 55 bytes, one block: all that a base58 checksum needs. The platform's own is
 * either asynchronous or absent in the browser, where this code runs too.
 */
export function sha256Short(message: Uint8Array): Uint8Array {
  if (message.length > 55) throw new RangeError('sha256Short takes at most 55 bytes');
  w.fill(0, 0, 16);
  for (let i = 0; i < message.length; i++) w[i >> 2]! |= message[i]! << (24 - (i & 3) * 8);
  w[message.length >> 2]! |= 0x80 << (24 - (message.length & 3) * 8);
  w[15] = message.length * 8;
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]!;
    const y = w[i - 2]!;
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
    w[i] = s0 + s1 + w[i - 7]! + w[i - 16]!;
  }
  const state = INITIAL.slice();
  let [a, b, c, d] = [state[0]!, state[1]!, state[2]!, state[3]!];
  let [e, f, g, h] = [state[4]!, state[5]!, state[6]!, state[7]!];
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  const words = [a, b, c, d, e, f, g, h];
  const digest = new Uint8Array(32);
  for (let i = 0; i < 32; i++) digest[i] = (state[i >> 2]! + words[i >> 2]!) >> (24 - (i & 3) * 8);
  return digest;
}

const rotate = (x: number, by: number) => (x >>> by) | (x << (32 - by));

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
}
