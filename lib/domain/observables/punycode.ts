/** Parameters of RFC 3492, section 5. */
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_N = 128;

const HYPHEN = 45;

/** Bytes that a label of so many units can take at the most: `xn--`, a hyphen, and eight digits for each unit. */
export const mostBytes = (units: number): number => 5 + units * 8;

/**
 * Writes the `xn--` form of one label (RFC 3492, section 6.3) into `output` from `at` on, and returns where it ends.
 * The label is the first `length` of `units` (UTF-16, no surrogates) and taken as it is: in lower case and composed.
 * Looks at each unit once for every different one, so labels are to be short.
 */
export function encodeLabel(units: Uint16Array, length: number, output: Uint8Array, at: number): number {
  output[at] = 120;
  output[at + 1] = 110;
  output[at + 2] = output[at + 3] = HYPHEN;
  const start = at + 4;
  let end = start;
  for (let i = 0; i < length; i++) if (units[i]! < INITIAL_N) output[end++] = units[i]!;
  const basic = end - start;
  if (basic > 0) output[end++] = HYPHEN;
  let n = INITIAL_N;
  let delta = 0;
  let bias = INITIAL_BIAS;
  for (let handled = basic; handled < length; ) {
    let next = 0x10000;
    for (let i = 0; i < length; i++) {
      const unit = units[i]!;
      if (unit >= n && unit < next) next = unit;
    }
    delta += (next - n) * (handled + 1);
    n = next;
    for (let i = 0; i < length; i++) {
      const unit = units[i]!;
      if (unit < n) delta++;
      if (unit !== n) continue;
      end = writeNumber(delta, bias, output, end);
      bias = adapt(delta, handled + 1, handled === basic);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return end;
}

/** A number in digits of variable weight (section 3.3): `a` to `z`, then `0` to `9`. */
function writeNumber(delta: number, bias: number, output: Uint8Array, at: number): number {
  let end = at;
  let rest = delta;
  for (let k = BASE; ; k += BASE) {
    const threshold = k <= bias + T_MIN ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
    if (rest < threshold) {
      output[end++] = digitOf(rest);
      return end;
    }
    const over = rest - threshold;
    const span = BASE - threshold;
    output[end++] = digitOf(threshold + (over % span));
    rest = (over / span) | 0;
  }
}

const digitOf = (value: number) => (value < 26 ? 97 + value : 22 + value);

function adapt(delta: number, points: number, first: boolean): number {
  let rest = first ? (delta / DAMP) | 0 : delta >> 1;
  rest += (rest / points) | 0;
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) rest = (rest / (BASE - T_MIN)) | 0;
  return k + ((((BASE - T_MIN + 1) * rest) / (rest + SKEW)) | 0);
}
