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

/** The commonest, a sign of its own between brackets, by unit; a comma asks for more. */
const SINGLE: (Swap | undefined)[] = Array.from({ length: 128 });
for (const inner of '.:/@') SINGLE[inner.charCodeAt(0)] = { by: inner, width: 3 };

/** Endings after which a spelled-out " dot " is surely a name and not prose ("the dot to the left"). */
const SPOKEN_TLDS = new Set(['com', 'net', 'org', 'info', 'biz', 'ru', 'cn', 'io', 'xyz', 'top', 'example']);

/** ASCII units at which the pass stops: where a defanging can begin, and where a path (below) ends. */
const STOPS = new Uint8Array(128);
const ENDS_PATH = 1;
const OPENS = 2;
const CROSSES_OUT = 3;
const ESCAPES = 4;
STOPS.fill(ENDS_PATH, 0, 33);
STOPS[34] = ENDS_PATH;
for (const c of '[({') STOPS[c.charCodeAt(0)] = OPENS;
for (const c of 'xX*') STOPS[c.charCodeAt(0)] = CROSSES_OUT;
STOPS[92] = ESCAPES;

const isInvisible = (c: number) =>
  c === 0xad || c === 0x180e || (c >= 0x200b && c <= 0x200f) || (c >= 0x2060 && c <= 0x2064) || c === 0xfeff;
const isFullWidth = (c: number) => c >= 0xff01 && c <= 0xff5e;
const unfold = (c: number) => (isFullWidth(c) ? c - 0xfee0 : c);

/** Undoes every defanging of a text: `hxxp[:]//evil[.]example` becomes `http://evil.example`. Linear. */
export function refang(text: string): string {
  return fangedView(text).text;
}

const SHORTEST_PART = 64;

/** As `refang`, keeping where each unit came from. One forward pass; each look around is bounded. */
export function fangedView(text: string): FangedView {
  const n = text.length;
  const marks = new Marks();
  // A string that is built by += is a tree, slow to read unit by unit; many short parts are slow to join. So: some of each.
  const parts: string[] = [];
  let part = '';
  let length = 0;
  let copied = 0;
  let path = false;
  for (let i = 0; i < n; ) {
    const c = text.charCodeAt(i);
    let swap: Swap | null;
    if (c < 128) {
      const stop = STOPS[c]!;
      if (stop === 0) {
        i++;
        continue;
      }
      if (stop === ENDS_PATH) path = false;
      swap = asciiReplacement(text, i, c, stop, path);
    } else if (c < 0x180e && c !== 0xad) {
      i++;
      continue;
    } else swap = wideReplacement(text, i, c);
    if (swap === null) {
      i++;
      if (c === 92) {
        path = true;
        while (text.charCodeAt(i) === 92) i++;
      }
      continue;
    }
    const { by, width } = swap;
    if (i > copied) part += text.slice(copied, i);
    length += i - copied;
    // One unit for one leaves all offsets as they are.
    if (by.length !== width) marks.add(length, by.length, i, width);
    part += by;
    if (part.length >= SHORTEST_PART) {
      parts.push(part);
      part = '';
    }
    length += by.length;
    i += width;
    copied = i;
  }
  if (copied === 0) return { text, startOf: (index) => index, endOf: (index) => index + 1 };
  parts.push(part, text.slice(copied));
  return {
    text: parts.join(''),
    startOf: (index) => marks.originOf(index, false),
    endOf: (index) => marks.originOf(index, true),
  };
}

/** A text can consist of marks alone, so they are kept as plain numbers, four each. */
const MARK = 4;
const NEAR = 4;

/** Where the offsets of the new text and the old one drift apart: what stands at `at` is what stood at `from`. */
class Marks {
  /** By mark: `at` and its end, `from` and its end. */
  #numbers = new Int32Array(0);
  #count = 0;
  /** The mark of the last answer: the next question mostly is close by. */
  #last = 0;

  add(at: number, length: number, from: number, width: number): void {
    const base = this.#count * MARK;
    if (base === this.#numbers.length) {
      const grown = new Int32Array(Math.max(8 * MARK, base * 2));
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    const numbers = this.#numbers;
    // A run of units that leave nothing behind is one mark.
    if (length === 0 && base > 0 && numbers[base - MARK] === at && numbers[base - 1] === from) {
      numbers[base - 1] = from + width;
      return;
    }
    numbers[base] = at;
    numbers[base + 1] = at + length;
    numbers[base + 2] = from;
    numbers[base + 3] = from + width;
    this.#count++;
  }

  originOf(index: number, behind: boolean): number {
    const mark = this.#markAt(index);
    if (mark < 0) return behind ? index + 1 : index;
    const base = mark * MARK;
    const beyond = index - this.#numbers[base + 1]!;
    const stop = this.#numbers[base + 3]!;
    if (beyond >= 0) return stop + beyond + (behind ? 1 : 0);
    return behind ? stop : this.#numbers[base + 2]!;
  }

  /** The last mark at or before an offset, or -1. */
  #markAt(index: number): number {
    const numbers = this.#numbers;
    let low = 0;
    let high = this.#count;
    const from = Math.max(0, this.#last - NEAR);
    if (from < high && numbers[from * MARK]! <= index) {
      low = from + 1;
      const to = Math.min(high, low + 2 * NEAR);
      while (low < to && numbers[low * MARK]! <= index) low++;
      if (low < to || low === high) high = low;
    } else high = from;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[middle * MARK]! <= index) low = middle + 1;
      else high = middle;
    }
    if (low > 0) this.#last = low - 1;
    return low - 1;
  }
}

interface Swap {
  by: string;
  width: number;
}

function asciiReplacement(text: string, i: number, c: number, stop: number, path: boolean): Swap | null {
  switch (stop) {
    case ENDS_PATH:
      return c === 32 && lower(text.charCodeAt(i + 1)) === 100 ? spoken(text, i) : null;
    case OPENS:
      return bracketed(text, i, c);
    case CROSSES_OUT:
      return crossedOut(text, i);
    default:
      return escaped(text, i, path);
  }
}

const NOTHING: Swap = { by: '', width: 1 };
const DOT: Swap = { by: '.', width: 1 };

function wideReplacement(text: string, i: number, c: number): Swap | null {
  if (isInvisible(c)) return NOTHING;
  if (c === 0x3002 || c === 0xff61) {
    // An ideographic full stop ends sentences too; beside ASCII it stands for the dot of a name (RFC 3490, 3.1).
    return isNameUnit(text.charCodeAt(i - 1)) || isNameUnit(text.charCodeAt(i + 1)) ? DOT : null;
  }
  if (!isFullWidth(c)) return null;
  const plain = unfold(c);
  return (isOpening(plain) ? bracketed(text, i, plain) : null) ?? fullWidthRun(text, i);
}

const isOpening = (c: number) => c === 91 || c === 40 || c === 123;

const LONGEST_RUN = 32;

/** A run of full-width units at once, up to where a bracket may open a defanging. */
function fullWidthRun(text: string, i: number): Swap {
  let by = PLAIN[unfold(text.charCodeAt(i))]!;
  let end = i + 1;
  for (; end < i + LONGEST_RUN; end++) {
    const c = text.charCodeAt(end);
    if (!isFullWidth(c) || isOpening(unfold(c))) break;
    by += PLAIN[unfold(c)];
  }
  return { by, width: end - i };
}

/** ASCII units as strings. */
const PLAIN: string[] = Array.from({ length: 127 }, (_, unit) => String.fromCharCode(unit));

const isNameUnit = (c: number) => isAsciiAlnum(unfold(c));

function bracketed(text: string, i: number, open: number): Swap | null {
  const first = unfold(text.charCodeAt(i + 1));
  if (first >= 128 || (first !== 32 && OPENINGS[first] === 0)) return null;
  const close = open === 40 ? 41 : open + 2;
  const single = SINGLE[first];
  if (single !== undefined && unfold(text.charCodeAt(i + 2)) === close) return single;
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
  const behind = lower(text.charCodeAt(i - 1));
  if (behind !== 104 && behind !== 102 && behind !== 116) return null;
  const from = behind === 116 ? i - 2 : i - 1;
  const before = text.charCodeAt(from - 1);
  if (isAsciiLetter(before) || before === 92 || !isCrossedOutScheme(text, from)) return null;
  return text.charCodeAt(i) === text.charCodeAt(i + 1) ? TWO_LETTERS : ONE_LETTER;
}

const ONE_LETTER: Swap = { by: 't', width: 1 };
const TWO_LETTERS: Swap = { by: 'tt', width: 2 };

/** Whether `hxxp:/`, `fxp[:]`, `hxxps[://` and the like begin at an offset. */
function isCrossedOutScheme(text: string, from: number): boolean {
  const first = lower(text.charCodeAt(from));
  const second = text.charCodeAt(from + 1);
  let at = from + 2;
  if (first === 104) {
    const third = text.charCodeAt(at++);
    const crossed =
      second === 42
        ? third === 42
        : (isX(second) && (isX(third) || lower(third) === 116)) || (lower(second) === 116 && isX(third));
    if (!crossed) return false;
  } else if (first !== 102 || !isX(second)) return false;
  if (lower(text.charCodeAt(at++)) !== 112) return false;
  if (lower(text.charCodeAt(at)) === 115) at++;
  const opening = text.charCodeAt(at);
  if (opening === 91 || opening === 40 || opening === 123) at++;
  const colon = text.charCodeAt(at);
  if (colon !== 58 && colon !== 0xff1a) return false;
  const next = text.charCodeAt(at + 1);
  return next === 47 || next === 92 || next === 91 || next === 93 || next === 40 || next === 41 || next === 125;
}

const isX = (c: number) => lower(c) === 120;
