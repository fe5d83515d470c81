const PRIMES = primes(64);
const fraction = (x: number) => ((x - Math.floor(x)) * 2 ** 32) | 0;
const K = Int32Array.from(PRIMES, (p) => fraction(Math.cbrt(p)));
const INITIAL = Int32Array.from(PRIMES.slice(0, 8), (p) => fraction(Math.sqrt(p)));

/** The message schedule: of its 64 words a round needs the last 16, so it turns in place. */
const w = new Int32Array(16);
const state = new Int32Array(8);

/**
 * The first 32 bits, signed, of SHA-256 (FIPS 180-4) applied twice to the 21 bytes that stand at the head of six
 * big-endian words: the checksum of base58check. Hostile texts ask for tens of thousands, so nothing is allocated. The
 * platform's own is either asynchronous or absent in the browser, where this code runs too.
 */
export function checksumOf21Bytes(words: Int32Array): number {
  for (let i = 0; i < 5; i++) w[i] = words[i]!;
  w[5] = (words[5]! & 0xff000000) | 0x800000;
  w.fill(0, 6);
  w[15] = 21 * 8;
  compressFirstBlock();
  w.set(state);
  w[8] = 0x80000000 | 0;
  w.fill(0, 9);
  w[15] = 32 * 8;
  compressFirstBlock();
  return state[0]!;
}

/** Hashes the one block in `w` into `state`, from the initial value. */
function compressFirstBlock(): void {
  let a = INITIAL[0]!;
  let b = INITIAL[1]!;
  let c = INITIAL[2]!;
  let d = INITIAL[3]!;
  let e = INITIAL[4]!;
  let f = INITIAL[5]!;
  let g = INITIAL[6]!;
  let h = INITIAL[7]!;
  for (let i = 0; i < 64; i++) {
    const k = i & 15;
    if (i >= 16) {
      const x = w[(i + 1) & 15]!;
      const y = w[(i + 14) & 15]!;
      const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
      const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
      w[k] = (w[k]! + s0 + w[(i + 9) & 15]! + s1) | 0;
    }
    const t1 = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + (g ^ (e & (f ^ g))) + ((K[i]! + w[k]!) | 0)) | 0;
    const t2 = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) | (c & (a | b)))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = a + INITIAL[0]!;
  state[1] = b + INITIAL[1]!;
  state[2] = c + INITIAL[2]!;
  state[3] = d + INITIAL[3]!;
  state[4] = e + INITIAL[4]!;
  state[5] = f + INITIAL[5]!;
  state[6] = g + INITIAL[6]!;
  state[7] = h + INITIAL[7]!;
}

const rotate = (x: number, by: number) => (x >>> by) | (x << (32 - by));

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
}
