import { cut } from '../text.ts';
import { foldWords, joinSpaced } from './fold.ts';
import { ANY_PATTERN, type InjectionKind, PATTERNS } from './patterns.ts';

/** A text that gives orders to whoever reads it, and the words that gave it away. */
export interface Injection {
  kind: InjectionKind;
  /** Where it stands in what was looked through, such as `fields.3.value`. */
  path: string;
  /** The words as they are read. */
  excerpt: string;
}

/** Read in all: a vendor's body of a megabyte is read to its end, within 0.1 s. */
const MOST_CHARS = 1_048_576;
/** Of short texts so much is also turned round, shifted and so on, which costs ten times what reading does. */
const MOST_TURNED = 131_072;
const LONGEST_TURNED = 4_000;
/** What a text costs at the least, however short. */
const LEAST_COST = 64;
const LONGEST_EXCERPT = 160;
const MOST_FOUND = 20;
const DEEPEST = 100;
const MOST_DECODED = 20;

/** What is left to read. */
interface Budget {
  chars: number;
  turned: number;
}

/** A text that gives orders, and what gave it away. */
export interface OrderText {
  /** Where it stands in what was looked through; empty for the value itself. */
  path: string;
  text: string;
  found: Omit<Injection, 'path'>[];
}

/**
 * Texts in a value that try to give orders to a model, at most {@link MOST_FOUND}. Looked through are every text and every key, at any
 * depth; also what stands in them in Base64 (twice, too), Base32, hexadecimal, URL codes, turned round, by ROT13, or with signs that nobody sees. It knows what
 * such texts look like and no more: what it does not flag is still data.
 */
export function detectInjections(value: unknown): Injection[] {
  const orders = orderReader()(value);
  return orders.flatMap(({ path, found }) => found.map((one) => ({ ...one, path }))).slice(0, MOST_FOUND);
}

/** The same, text by text, for several values that are looked through together: what stands in many of them is read once. */
export function orderReader(): (value: unknown) => OrderText[] {
  const budget: Budget = { chars: MOST_CHARS, turned: MOST_TURNED };
  const known = new Map<string, OrderText['found']>();
  const read = (text: string) => {
    const found = known.get(text) ?? detectIn(text, budget);
    known.set(text, found);
    return found;
  };
  return (value) => {
    const orders: OrderText[] = [];
    const walk = (one: unknown, path: string, depth: number): void => {
      if (orders.length >= MOST_FOUND || budget.chars <= 0 || depth > DEEPEST) return;
      if (typeof one === 'string') {
        const found = read(one);
        if (found.length > 0) orders.push({ path, text: one, found });
      } else if (Array.isArray(one)) {
        one.forEach((item, at) => void walk(item, `${path}${path && '.'}${at}`, depth + 1));
        const words = wordsOf(one);
        if (words !== null) walk(words, path, depth + 1);
      } else if (typeof one === 'object' && one !== null)
        for (const [key, item] of Object.entries(one)) {
          const at = `${path}${path && '.'}${cut(key, 80)}`;
          if (key.length > 12) walk(key, at, depth + 1);
          walk(item, at, depth + 1);
        }
    };
    walk(value, '', 0);
    return orders;
  };
}

/** The most words that one list is read as a sentence of, and the longest of them. */
const MOST_WORDS = 200;
const LONGEST_WORD = 24;

/** A list of single words as the sentence that they may be; null where it holds anything else. */
function wordsOf(list: readonly unknown[]): string | null {
  const isWord = (one: unknown) => typeof one === 'string' && one.length <= LONGEST_WORD && !/\s/.test(one);
  return list.length >= 3 && list.length <= MOST_WORDS && list.every(isWord) ? list.join(' ') : null;
}

/** An order has words, whichever way they are turned; ids, hashes and times have none. */
const WORDS = /[a-z0-9@$]{2}[^a-z0-9@$]+[a-z0-9@$]{2}|[a-z][.\-_*][a-z][.\-_*][a-z]/i;
const NUMBERS = /^[0-9a-f:.+\-tz]*$/i;

function detectIn(text: string, budget: Budget): Omit<Injection, 'path'>[] {
  if (text.length < 8) return [];
  const whole = cut(text, budget.chars);
  const cost = Math.max(whole.length, LEAST_COST);
  const turned = whole.length <= LONGEST_TURNED && budget.turned > 0 && WORDS.test(whole) && !NUMBERS.test(whole);
  budget.chars -= cost;
  if (turned) budget.turned -= cost;
  const found = new Map<InjectionKind, string>();
  const read = (words: string) => {
    if (!ANY_PATTERN.test(words)) return;
    for (const [kind, pattern] of PATTERNS) {
      if (found.has(kind)) continue;
      const match = pattern.exec(words);
      if (match) found.set(kind, cut(match[0].trim(), LONGEST_EXCERPT));
    }
  };
  if (!NUMBERS.test(whole)) read(foldWords(whole));
  // Look-alikes and marks are folded away there, and with them what is really written in their alphabet.
  if (/[\u0370-\u1fff]/.test(whole)) read(cut(whole.normalize('NFKC'), whole.length * 2 + 64).toLowerCase());
  const joined = joinSpaced(whole);
  if (joined !== whole) readSpaced(joined, found);
  if (/[\u{e0020}-\u{e007e}]{4}/u.test(whole)) found.set('hidden', 'letters that nobody sees');
  const decoded = decodedOf(whole);
  const twice = decoded.flatMap((inner) => decodedOf(cut(inner, LONGEST_TURNED)));
  for (const inner of [...decoded, ...twice, ...(turned ? turnedOf(whole) : [])]) {
    const before = found.size;
    read(foldWords(inner));
    if (found.size > before && !found.has('hidden')) found.set('hidden', cut(inner.trim(), LONGEST_EXCERPT));
  }
  return [...found].map(([kind, excerpt]) => ({ kind, excerpt }));
}

/** Where letters stand apart, the words have lost their blanks too: a few that never stand side by side in other texts. */
const RUN_TOGETHER =
  /(?:ignore|disregard|forget)(?:all|any|the|your|previous|prior|every)|systemprompt|previousinstructions|closethis(?:case|alert)|mark(?:this|it)?(?:as)?(?:benign|safe)|falsepositive/;

function readSpaced(joined: string, found: Map<InjectionKind, string>): void {
  const match = RUN_TOGETHER.exec(joined.toLowerCase().replaceAll(/\s+/g, ''));
  if (match) found.set('hidden', match[0]);
}

/** What a text may stand for besides what it says. */
function decodedOf(text: string): string[] {
  const decoded: string[] = [];
  const add = (inner: string | null) => {
    if (inner !== null && /[a-z]{4}/i.test(inner)) decoded.push(inner);
  };
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{24,65536}={0,2}/g)) {
    if (decoded.length >= MOST_DECODED) break;
    add(fromBase64(run));
  }
  for (const [run] of text.matchAll(/\b[A-Z2-7]{24,8192}={0,6}/g)) {
    if (decoded.length >= MOST_DECODED) break;
    add(latin(fromBase32(run)));
  }
  for (const [run] of text.matchAll(/(?:[0-9a-f]{2}[\s:]?){12,4000}/gi)) {
    if (decoded.length >= MOST_DECODED) break;
    add(
      latin(
        run
          .replace(/[\s:]/g, '')
          .match(/../g)!
          .map((pair) => Number.parseInt(pair, 16)),
      ),
    );
  }
  if (/%[0-9a-f]{2}/i.test(text))
    add(text.replace(/%([0-9a-f]{2})/gi, (_, pair: string) => String.fromCharCode(Number.parseInt(pair, 16))));
  if (/\\[ux][0-9a-f]{2}/i.test(text))
    add(
      text.replace(/\\(?:u([0-9a-f]{4})|x([0-9a-f]{2}))/gi, (_, wide?: string, narrow?: string) =>
        String.fromCharCode(Number.parseInt((wide ?? narrow)!, 16)),
      ),
    );
  if (/&#x?[0-9a-f]{2,5};/i.test(text))
    add(
      text.replace(/&#(x)?([0-9a-f]{2,5});/gi, (_, hex: string | undefined, code: string) =>
        String.fromCharCode(Number.parseInt(code, hex ? 16 : 10)),
      ),
    );
  return decoded;
}

/** The same letters in another order or form. */
function turnedOf(text: string): string[] {
  const turned = [
    [...text].reverse().join(''),
    text.replace(/[a-z]/gi, (letter) =>
      String.fromCharCode(letter.charCodeAt(0) + (letter.toLowerCase() < 'n' ? 13 : -13)),
    ),
    text.replace(/([a-z])[.\-_*](?=[a-z](?:[.\-_*]|\b))/gi, '$1'),
  ];
  if (/[0134578@$]/.test(text)) turned.push(text.replace(/[0134578@$]/g, (sign) => LEET[sign]!));
  return turned.filter((one) => one !== text && /[a-z]{4}/i.test(one));
}

const LEET: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  8: 'b',
  '@': 'a',
  $: 's',
};

function fromBase64(run: string): string | null {
  try {
    const text = run.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
    if (text.length % 4 === 1) return null;
    return latin([...atob(text)].map((char) => char.charCodeAt(0)));
  } catch {
    return null;
  }
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function fromBase32(run: string): number[] {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const sign of run.replace(/=+$/, '')) {
    held = ((held << 5) | BASE32.indexOf(sign)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return bytes;
}

/** Bytes as text, where nearly all of it can be read. Zeros are left out: they are the other half of wide characters. */
function latin(bytes: readonly number[]): string | null {
  const kept = bytes.filter((byte) => byte !== 0);
  const readable = kept.filter((byte) => byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte < 127)).length;
  return kept.length > 8 && readable * 10 >= kept.length * 9 ? String.fromCharCode(...kept.slice(0, 8_000)) : null;
}
