import { isAlnum, isAsciiAlnum, isAsciiLetter, lower } from './chars.ts';

/** A text with its defanging undone, and the way back to the text as it was written. */
export interface FangedView {
  text: string;
  /** The original offset of a unit of `text`. */
  startOf(index: number): number;
  /** The original offset behind a unit of `text`. */
  endOf(index: number): number;
}

/** What stands between brackets, and what it is meant to be. */
const BRACKETED: Record<string, string> = {
  '.': '.',
  ',': '.',
  dot: '.',
  d: '.',
  punkt: '.',
  ':': ':',
  '://': '://',
  '/': '/',
  '//': '//',
  '@': '@',
  at: '@',
};
const LONGEST_BRACKETED = 5;
const OPENINGS = new Uint8Array(128);
for (const inner of Object.keys(BRACKETED)) {
  OPENINGS[inner.charCodeAt(0)] = OPENINGS[inner.toUpperCase().charCodeAt(0)] = 1;
}

/** Endings after which a spelled-out " dot " is surely a name and not prose ("the dot to the left"). */
const SPOKEN_TLDS = new Set(['com', 'net', 'org', 'info', 'biz', 'ru', 'cn', 'io', 'xyz', 'top', 'example']);

/** ASCII units at which the pass stops: where a defanging can begin, and where a path (below) ends. */
const STOPS = new Uint8Array(128).fill(1, 0, 33);
for (const c of '[({\\xX*"') STOPS[c.charCodeAt(0)] = 1;

const isInvisible = (c: number) =>
  c === 0xad || c === 0x180e || (c >= 0x200b && c <= 0x200f) || (c >= 0x2060 && c <= 0x2064) || c === 0xfeff;
const isFullWidth = (c: number) => c >= 0xff01 && c <= 0xff5e;
const unfold = (c: number) => (isFullWidth(c) ? c - 0xfee0 : c);

/** Undoes every defanging of a text: `hxxp[:]//evil[.]example` becomes `http://evil.example`. Linear. */
export function refang(text: string): string {
  return fangedView(text).text;
}

/** As `refang`, keeping where each unit came from. One forward pass; each look around is bounded. */
export function fangedView(text: string): FangedView {
  const n = text.length;
  const marks = new Marks();
  // Joined at the end: a string that is built by += is a tree, and slow to read unit by unit.
  const parts: string[] = [];
  let length = 0;
  let copied = 0;
  let path = false;
  for (let i = 0; i < n; ) {
    const c = text.charCodeAt(i);
    if (c < 128 ? STOPS[c] === 0 : c < 0x180e && c !== 0xad) {
      i++;
      continue;
    }
    if (c <= 34) path = false;
    const swap = c < 32 || c === 34 ? null : replacementAt(text, i, c, path);
    if (!swap) {
      i++;
      if (c === 92) {
        path = true;
        while (text.charCodeAt(i) === 92) i++;
      }
      continue;
    }
    if (i > copied) parts.push(text.slice(copied, i));
    length += i - copied;
    marks.add(length, swap.by.length, i, swap.width);
    parts.push(swap.by);
    length += swap.by.length;
    i += swap.width;
    copied = i;
  }
  if (copied === 0) return { text, startOf: (index) => index, endOf: (index) => index + 1 };
  parts.push(text.slice(copied));
  return {
    text: parts.join(''),
    startOf: (index) => marks.originOf(index, false),
    endOf: (index) => marks.originOf(index, true),
  };
}

/** Where the new text differs from the old one: each mark says what stands at `at` and what stood at `from`. */
class Marks {
  readonly #at: number[] = [];
  readonly #length: number[] = [];
  readonly #from: number[] = [];
  readonly #width: number[] = [];

  add(at: number, length: number, from: number, width: number): void {
    this.#at.push(at);
    this.#length.push(length);
    this.#from.push(from);
    this.#width.push(width);
  }

  originOf(index: number, behind: boolean): number {
    let low = 0;
    let high = this.#at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#at[middle]! <= index) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return behind ? index + 1 : index;
    const mark = low - 1;
    const beyond = index - this.#at[mark]! - this.#length[mark]!;
    const stop = this.#from[mark]! + this.#width[mark]!;
    if (beyond >= 0) return stop + beyond + (behind ? 1 : 0);
    return behind ? stop : this.#from[mark]!;
  }
}

interface Swap {
  by: string;
  width: number;
}

function replacementAt(text: string, i: number, c: number, path: boolean): Swap | null {
  if (isInvisible(c)) return { by: '', width: 1 };
  if (c === 0x3002 || c === 0xff61) {
    // An ideographic full stop ends sentences too; beside ASCII it stands for the dot of a name (RFC 3490, 3.1).
    const inName = isNameUnit(text.charCodeAt(i - 1)) || isNameUnit(text.charCodeAt(i + 1));
    return inName ? { by: '.', width: 1 } : null;
  }
  if (c === 32) return spoken(text, i);
  const plain = unfold(c);
  if (plain === 91 || plain === 40 || plain === 123) {
    return bracketed(text, i, plain) ?? (plain === c ? null : { by: String.fromCharCode(plain), width: 1 });
  }
  if (plain !== c) return { by: String.fromCharCode(plain), width: 1 };
  if (c === 92) return escaped(text, i, path);
  return c < 128 ? crossedOut(text, i) : null;
}

const isNameUnit = (c: number) => isAsciiAlnum(unfold(c));

function bracketed(text: string, i: number, open: number): Swap | null {
  const first = unfold(text.charCodeAt(i + 1));
  if (first >= 128 || (first !== 32 && OPENINGS[first] === 0)) return null;
  const close = open === 40 ? 41 : open + 2;
  let inner = '';
  for (let k = i + 1; k < text.length && k <= i + 1 + LONGEST_BRACKETED; k++) {
    const c = unfold(text.charCodeAt(k));
    if (c === close) {
      const by = BRACKETED[inner];
      if (by === undefined) return null;
      // "(d)" and "(,)" are prose and lists more often than dots, so they need a name on both sides.
      if ((inner === 'd' || inner === ',') && !(isAlnum(text.charCodeAt(i - 1)) && isAlnum(text.charCodeAt(k + 1))))
        return null;
      return { by, width: k + 1 - i };
    }
    if (c !== 32) inner += String.fromCharCode(c).toLowerCase();
  }
  return null;
}

/** Backslashes grow with each time that JSON was put into JSON. */
const LONGEST_ESCAPE = 4;

/** A backslash as defanging (`evil\.example`), or as JSON's way to write `/`, `<`, `>`, `&` … */
function escaped(text: string, i: number, path: boolean): Swap | null {
  let k = i;
  while (k < i + LONGEST_ESCAPE && text.charCodeAt(k) === 92) k++;
  const c = text.charCodeAt(k);
  if (c === 46) {
    const between = isAlnum(text.charCodeAt(i - 1)) && isAlnum(text.charCodeAt(k + 1));
    return between && !path ? { by: '.', width: k + 1 - i } : null;
  }
  if (c === 47) return path ? null : { by: '/', width: k + 1 - i };
  if (c !== 117 || path) return null;
  const code = Number.parseInt(text.slice(k + 1, k + 5), 16);
  const printable = /^[0-9a-f]{4}/i.test(text.slice(k + 1, k + 5)) && code > 32 && code < 127 && code !== 92;
  return printable ? { by: String.fromCharCode(code), width: k + 5 - i } : null;
}

/** ` dot ` between two words, when the words that follow end in one of the endings above. */
function spoken(text: string, i: number): Swap | null {
  if (!isSpokenDot(text, i) || !isAlnum(text.charCodeAt(i - 1))) return null;
  let start = i + 5;
  for (let labels = 0; labels < MOST_SPOKEN_LABELS; labels++) {
    let end = start;
    while (end < start + 63 && (isAsciiAlnum(text.charCodeAt(end)) || text.charCodeAt(end) === 45)) end++;
    if (end === start) return null;
    if (!isSpokenDot(text, end)) {
      return SPOKEN_TLDS.has(text.slice(start, end).toLowerCase()) ? { by: '.', width: 5 } : null;
    }
    start = end + 5;
  }
  return null;
}

const MOST_SPOKEN_LABELS = 4;

function isSpokenDot(text: string, i: number): boolean {
  if (text.charCodeAt(i) !== 32 || lower(text.charCodeAt(i + 1)) !== 100) return false;
  return (
    lower(text.charCodeAt(i + 2)) === 111 && lower(text.charCodeAt(i + 3)) === 116 && text.charCodeAt(i + 4) === 32
  );
}

/** The crossed-out letters of `hxxp`, `htxp`, `hxtp`, `h**p` and `fxp` before a colon; each becomes a `t`. */
function crossedOut(text: string, i: number): Swap | null {
  for (let from = i - 2; from < i; from++) {
    const first = lower(text.charCodeAt(from));
    const before = text.charCodeAt(from - 1);
    if ((first !== 104 && first !== 102) || isAsciiLetter(before) || before === 92) continue;
    const scheme = SCHEME.exec(text.slice(from, from + 8))?.[1];
    if (!scheme || from + scheme.length <= i) continue;
    const both = text.charCodeAt(i) === text.charCodeAt(i + 1);
    return both ? { by: 'tt', width: 2 } : { by: 't', width: 1 };
  }
  return null;
}
const SCHEME = /^(h(?:xx|xt|tx|\*\*)p|fxp)s?[[({]?[:：][\])}/\\[(]/i;
