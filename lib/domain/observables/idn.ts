import { bitsOf, DOT, isDigit, WIDE } from './chars.ts';
import { encodeLabel, mostBytes } from './punycode.ts';

/** Longer labels are quicker done by the platform: what it costs to ask is the same for all. */
const LONGEST_LABEL = 16;
const label = new Uint16Array(LONGEST_LABEL);
const LONGEST_NAME = 253;
const ascii = new Uint8Array(LONGEST_NAME + mostBytes(LONGEST_LABEL));

/** Letters that neither combine with their neighbours nor turn the direction of writing: each can be mapped alone. */
const SIMPLE_CATEGORY = /^[\p{Ll}\p{Lu}\p{Lo}]$/u;
const SIMPLE_SCRIPT =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\uac00-\ud7a3]$/u;

/** What UTS 46 makes of a unit; 1 where the platform has to be asked for the whole name, 0 where nobody asked yet. */
const mapped = new Uint16Array(0x10000);
const ASK = 1;

/** The ASCII form of a name with units outside of ASCII (UTS 46, as browsers read it), or null when it is no name. */
export function toAscii(host: string): string | null {
  return ofSimpleLetters(host) ?? ofPlatform(host);
}

function ofPlatform(host: string): string | null {
  if (/[\s/?#@:\\[\]%]/.test(host)) return null;
  const url = URL.parse(`http://${host}/`);
  return url && url.hostname.length <= LONGEST_NAME ? url.hostname : null;
}

/**
 * The same for names of simple letters, without the price of the platform's URL parser; null when it has to be asked:
 * for other letters, for `xn--` (which it decodes and checks), and where the last label, or the one before a dot that ends the name, could
 * be a number.
 */
function ofSimpleLetters(host: string): string | null {
  const n = host.length;
  if (host.endsWith('.')) return null;
  let length = 0;
  for (let start = 0; start <= n; ) {
    let units = 0;
    let wide = false;
    let end = start;
    for (; end < n; end++) {
      let unit = host.charCodeAt(end);
      const bits = bitsOf(unit);
      if (bits === DOT) break;
      if (bits === 0 || units === LONGEST_LABEL) return null;
      if (bits === WIDE) {
        unit = mapped[unit] || mapLetter(unit);
        if (unit === ASK) return null;
        wide = true;
      } else if (unit >= 65 && unit <= 90) unit |= 32;
      label[units++] = unit;
    }
    const encoded = units >= 4 && label[0] === 120 && label[1] === 110 && label[2] === 45 && label[3] === 45;
    if (encoded || (end === n && isDigit(host.charCodeAt(start)))) return null;
    if (wide) length = encodeLabel(label, units, ascii, length);
    else for (let i = 0; i < units; i++) ascii[length++] = label[i]!;
    if (length > LONGEST_NAME) return null;
    if (end < n) ascii[length++] = 46;
    start = end + 1;
  }
  return length <= LONGEST_NAME ? textOf(ascii, length) : null;
}

/** By `apply`, because spreading costs seven times as much. The types ask for an array where any list of numbers will do. */
const textOf = (bytes: Uint8Array, length: number) =>
  String.fromCharCode.apply(null, bytes.subarray(0, length) as unknown as number[]);

const alone = new Uint16Array(1);
const aloneAscii = new Uint8Array(mostBytes(1));

/** The letter itself or its lower case, if the platform agrees that it becomes just that. */
function mapLetter(unit: number): number {
  const letter = String.fromCharCode(unit);
  const small = letter.toLowerCase();
  alone[0] = small.charCodeAt(0);
  const simple = SIMPLE_CATEGORY.test(letter) && SIMPLE_SCRIPT.test(letter) && small.length === 1 && alone[0]! > 127;
  const length = encodeLabel(alone, 1, aloneAscii, 0);
  const agreed = simple && ofPlatform(letter) === textOf(aloneAscii, length);
  mapped[unit] = agreed ? alone[0]! : ASK;
  return mapped[unit];
}
