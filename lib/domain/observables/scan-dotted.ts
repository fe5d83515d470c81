import {
  ALNUM,
  bitsOf,
  DIGIT,
  DOT,
  HEX,
  HYPHEN,
  isAlnum,
  isAsciiAlnum,
  isAsciiLetter,
  isDigit,
  isEscapeLetter,
  isHex,
  WIDE,
} from './chars.ts';
import { EndingFilter } from './ending-filter.ts';
import { isFileName } from './files.ts';
import { parseIpv4 } from './ip.ts';
import { emit, hostOf, type Scan } from './scan.ts';
import { scanCves, scanPlainWord } from './scan-plain.ts';
import { HASH_TYPES, parseMac } from './tokens.ts';

const LONGEST_NAME = 253;

/** A word with dots in it: an address, a host, a file's name, or nothing. */
export function scanDottedWord(scan: Scan, from: number, to: number, made: number, dots: number): void {
  const { text } = scan;
  let start = from;
  let end = to;
  // `_evil.org_` is emphasis, `_dmarc.evil.org` a name.
  if (text.charCodeAt(end - 1) === 95) {
    end--;
    if (text.charCodeAt(start) === 95) start++;
  }
  for (; start < end && isEdge(text.charCodeAt(start)); start++) if (text.charCodeAt(start) === 46) dots--;
  for (; end > start && isEdge(text.charCodeAt(end - 1)); end--) if (text.charCodeAt(end - 1) === 46) dots--;
  scan.steps += end - start;
  if (dots <= 0) {
    if (end - start >= 3) plainRest(scan, start, end);
    return;
  }
  if ((made & ~(DIGIT | DOT)) === 0) {
    if (dots === 3) scanIpv4(scan, start, end);
    return;
  }
  if (end - start > LONGEST_NAME) return;
  if ((made & ~(DIGIT | DOT | HYPHEN)) === 0) {
    scanIpv4Range(scan, start, end);
    return;
  }
  if (dots === 2 && end - start === 14 && (made & ~(HEX | DOT)) === 0) {
    const mac = parseMac(text.slice(start, end));
    if (mac) {
      emit(scan, 'mac', mac, start, end);
      return;
    }
  }
  // The name before an @ is a mailbox.
  if (end === to && text.charCodeAt(end) === 64) return;
  start = afterEscape(text, start, end);
  scanName(scan, start, end, (made & WIDE) !== 0);
}

/** Dots and hyphens at a word's ends belong to the sentence. */
const isEdge = (c: number) => c === 46 || c === 45;

/** A word whose only dots stood at its ends. */
function plainRest(scan: Scan, start: number, end: number): void {
  let made = 0;
  for (let i = start; i < end; i++) made |= bitsOf(scan.text.charCodeAt(i));
  if ((made & WIDE) === 0 && (made & ALNUM) !== 0) scanPlainWord(scan, start, end, made);
}

/** The `n` of a written `\n` and the digits of a written `%2F` before a word are not the word's. */
function afterEscape(text: string, start: number, end: number): number {
  const before = text.charCodeAt(start - 1);
  if (before === 92 && isEscapeLetter(text.charCodeAt(start)) && !isBelowFolder(text, start - 1)) return start + 1;
  if (before === 37 && end - start > 2 && isHex(text.charCodeAt(start)) && isHex(text.charCodeAt(start + 1)))
    return start + 2;
  return start;
}

/** So far back a folder is looked for: its name, and a few that begin with those letters. */
const NEAR = 80;

/** Whether a backslash follows on a folder: `\Device\…\System32` before `\rundll32.exe`, where no `\r` is written. */
function isBelowFolder(text: string, backslash: number): boolean {
  for (let i = backslash - 1; i >= 0 && i > backslash - NEAR; i--) {
    const c = text.charCodeAt(i);
    if (c <= 32 || c === 34 || c === 39 || c === 44 || c === 59) return false;
    if (c === 92 && isAlnum(text.charCodeAt(i + 1)) && !isEscapeLetter(text.charCodeAt(i + 1))) return true;
  }
  return false;
}

function scanIpv4(scan: Scan, start: number, end: number): void {
  const { text } = scan;
  const value = parseIpv4(text.slice(start, end));
  if (!value || isVersionAt(text, start, end)) return;
  emit(scan, 'ipv4', value, start, end);
  const prefix = readPrefix(text, end, 32);
  if (prefix !== null) scan.found.at(-1)!.prefix = prefix;
}

/** The number of `/24` at an offset, or null. */
export function readPrefix(text: string, at: number, most: number): number | null {
  if (text.charCodeAt(at) !== 47 || !isDigit(text.charCodeAt(at + 1))) return null;
  let end = at + 1;
  while (end < at + 5 && isDigit(text.charCodeAt(end))) end++;
  const prefix = Number(text.slice(at + 1, end));
  const next = text.charCodeAt(end);
  return prefix <= most && !isAlnum(next) && next !== 47 ? prefix : null;
}

/** `203.0.113.1-203.0.113.9`: both ends. */
function scanIpv4Range(scan: Scan, start: number, end: number): void {
  const dash = scan.text.indexOf('-', start);
  const low = parseIpv4(scan.text.slice(start, dash));
  const high = parseIpv4(scan.text.slice(dash + 1, end));
  if (!low || !high) return;
  emit(scan, 'ipv4', low, start, dash);
  emit(scan, 'ipv4', high, dash + 1, end);
}

const VERSION_WORDS = new Set('v ver version release build firmware rev revision section chapter'.split(' '));

/** Whether four numbers are a version: `Chrome/120.0.0.0`, `version: 1.2.3.4`. `/dev/tcp/203.0.113.7` is an address. */
function isVersionAt(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start - 1) === 47 && isAlnum(text.charCodeAt(start - 2))) {
    const word = wordBefore(text, start - 1);
    const port = text.charCodeAt(end) === 58 && isDigit(text.charCodeAt(end + 1));
    return isAsciiLetter(word.charCodeAt(0)) && !port && word !== 'tcp' && word !== 'udp';
  }
  let k = start;
  while (k > start - 5 && k > 0 && ' \t:="\'([_-'.includes(text[k - 1]!)) k--;
  const word = wordBefore(text, k);
  return VERSION_WORDS.has(word) || word.endsWith('version');
}

function wordBefore(text: string, end: number): string {
  let start = end;
  while (start > end - 24 && isAsciiAlnum(text.charCodeAt(start - 1))) start--;
  if (start === end) return '';
  return text.slice(start, end).toLowerCase();
}

function scanName(scan: Scan, start: number, end: number, wide: boolean): void {
  const { text } = scan;
  if (!wide && isFileName(text, start, end)) {
    const word = text.slice(start, end);
    emit(scan, 'file_name', word, start, end);
    const stem = word.indexOf('.');
    const type = HASH_TYPES[stem];
    const hash = type && /^[0-9a-f]+$/i.test(word.slice(0, stem)) ? type : undefined;
    if (hash) emit(scan, hash, word.slice(0, stem).toLowerCase(), start, start + stem);
    else scanCves(scan, start, end);
    return;
  }
  const host = hostOf(scan, start, end);
  if (host) {
    if (!isCode(text, host.value, start, end)) emit(scan, host.type, host.value, start, end);
    return;
  }
  if (wide) scanAsciiParts(scan, start, end);
  else if (end - start >= 13) scanCves(scan, start, end);
}

/** A word that mixes scripts and is no name may be a name inside of a sentence written without spaces. */
function scanAsciiParts(scan: Scan, start: number, end: number): void {
  for (let i = start; i < end; ) {
    let stop = i;
    let made = 0;
    let dots = 0;
    for (; stop < end && scan.text.charCodeAt(stop) < 128; stop++) {
      const bits = bitsOf(scan.text.charCodeAt(stop));
      if (bits === DOT) dots++;
      made |= bits;
    }
    if (dots > 0) scanDottedWord(scan, i, stop, made, dots);
    i = Math.max(stop, i + 1);
  }
}

const CODE_ROOTS = new Set('com org net edu gov io java javax jdk sun android'.split(' '));
const CODE_ROOT_FILTER = new EndingFilter(CODE_ROOTS);
const NEVER_A_FIELD = 1;
const MAYBE_A_FIELD = 2;
const ENDINGS = new Map<string, number>();
for (const ending of ['com', 'net', 'org', 'info']) ENDINGS.set(ending, NEVER_A_FIELD);
for (const ending of 'name id is in to do as at by map call next now data host'.split(' ')) {
  ENDINGS.set(ending, MAYBE_A_FIELD);
}
const ENDING_FILTER = new EndingFilter(ENDINGS.keys());
const FIELD_OWNERS = new Set(
  (
    'user actor event process host file os self this device request response data agent source destination client ' +
    'server target object item node app config system account resource rule alert session group obj args params e err'
  ).split(' '),
);

/** Whether a word that could be a host is rather code, a field's name or two sentences without a space between. */
function isCode(text: string, host: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1);
  if (before === 36 || (before === 123 && text.charCodeAt(start - 2) === 36)) return true;
  const dot = host.lastIndexOf('.');
  const listed = ENDING_FILTER.mayHold(host, dot + 1, host.length);
  const ending = listed ? ENDINGS.get(host.slice(dot + 1)) : undefined;
  if (ending === NEVER_A_FIELD) return false;
  const initial = text.charCodeAt(text.lastIndexOf('.', end - 1) + 1);
  if (initial >= 65 && initial <= 90 && /[a-z][^.]*\.[A-Z][a-z]+$/.test(text.slice(start, end))) return true;
  const first = host.indexOf('.');
  if (first === dot) {
    if (text.charCodeAt(end) === 40) return true;
  } else if (CODE_ROOT_FILTER.mayHold(host, 0, first) && CODE_ROOTS.has(host.slice(0, first))) return true;
  return ending === MAYBE_A_FIELD && FIELD_OWNERS.has(host.slice(host.lastIndexOf('.', dot - 1) + 1, dot));
}
