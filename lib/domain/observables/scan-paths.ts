import { bitsOf, isAlnum, lower } from './chars.ts';
import { hiveOf, parseFilePath, parseRegistryKey, withoutIdleSlashes } from './paths.ts';
import { emit, emitHost, type Scan } from './scan.ts';
import type { ObservableType } from './types.ts';

const LONGEST_PATH = 1024;
const LONGEST_GAP = 32;

/** `C:\…` or `C:/…` whose letter stands at `letter`. All here return where to go on; 0 or the next unit when there is none. */
export function scanDrivePath(scan: Scan, letter: number): number {
  if (scan.text.charCodeAt(letter + 2) === 47 && scan.text.charCodeAt(letter + 3) === 47) return 0;
  return emitPath(scan, 'file_path', letter, letter + 2);
}

/** `HKLM\…`, `HKEY_LOCAL_MACHINE\…` or PowerShell's `HKLM:\…`. */
export function scanRegistryKey(scan: Scan, start: number, end: number): number {
  if (end - start > 19 || lower(scan.text.charCodeAt(start)) !== 104 || lower(scan.text.charCodeAt(start + 1)) !== 107)
    return 0;
  if (!hiveOf(scan.text.slice(start, end))) return 0;
  return emitPath(scan, 'registry_key', start, scan.text.charCodeAt(end) === 58 ? end + 1 : end);
}

/** `%APPDATA%\…`. */
export function scanVariablePath(scan: Scan, start: number): number {
  const { text } = scan;
  let end = start + 1;
  while (end < start + 34 && (isAlnum(text.charCodeAt(end)) || text.charCodeAt(end) === 95)) end++;
  if (end - start < 3 || text.charCodeAt(end) !== 37 || text.charCodeAt(end + 1) !== 92) return start + 1;
  return emitPath(scan, 'file_path', start, end + 1) || start + 1;
}

/** `\\server\share\…`, and the server inside of it. A run of backslashes that is none is stepped over at once. */
export function scanUncPath(scan: Scan, start: number): number {
  const { text } = scan;
  let host = start;
  while (text.charCodeAt(host) === 92) host++;
  scan.steps += host - start;
  const slashes = host - start;
  const glued = isAlnum(text.charCodeAt(start - 1)) || text.charCodeAt(start - 1) === 58;
  if (glued || (slashes !== 2 && slashes !== 4) || !isAlnum(text.charCodeAt(host))) return host;
  let end = host;
  while (end < host + 255 && isServerUnit(text.charCodeAt(end))) end++;
  scan.steps += end - host;
  if (text.charCodeAt(end) !== 92) return host;
  const after = emitPath(scan, 'file_path', start, end);
  if (!after) return host;
  emitHost(scan, host, end);
  return after;
}

const isServerUnit = (c: number) => bitsOf(c) !== 0 || c === 36 || c === 64;

/**
 * Reads on from the first separator at `from`. A space belongs to the path when quotes say so, or when another
 * backslash follows within the same few words (`Program Files\…`); after a name with a dot it never does.
 * What goes on past 1024 units is no path, and is stepped over.
 */
function emitPath(scan: Scan, type: ObservableType, start: number, from: number): number {
  const { text } = scan;
  if (!(text.charCodeAt(from + 1) > 32)) return 0;
  const quote = text.charCodeAt(start - 1);
  const limit = Math.min(text.length, start + LONGEST_PATH);
  const quoted = quote === 34 || quote === 39 ? closingQuote(text, from, limit, quote) : -1;
  let end = from;
  let dotted = false;
  for (; end < limit; end++) {
    const c = text.charCodeAt(end);
    if (end === quoted) break;
    if (c === 92 || c === 47) dotted = false;
    else if (c === 46) dotted = true;
    else if (c === 32) {
      if (quoted < 0 && (dotted || !continuesAfterSpace(text, end))) break;
    } else if (endsPath(c) || (quoted < 0 && (c === 44 || c === 59 || c === 39))) break;
    else if (c === 41 && quoted < 0 && !text.slice(Math.max(from, end - 12), end).includes('(')) break;
  }
  scan.steps += end - start;
  if (end === start + LONGEST_PATH) return end;
  while (end > from && isPathTail(text.charCodeAt(end - 1))) end--;
  const written = text.slice(start, end);
  const value = type === 'registry_key' ? parseRegistryKey(written) : parseFilePath(written);
  if (!value) return 0;
  emit(scan, type, value, start, end);
  return end;
}

/** Punctuation and separators that a path does not end with: `.,;:`, a space, a backslash. */
const isPathTail = (c: number) => c === 46 || c === 44 || c === 59 || c === 58 || c === 32 || c === 92;

function closingQuote(text: string, from: number, limit: number, quote: number): number {
  for (let i = from; i < limit; i++) {
    const c = text.charCodeAt(i);
    if (c === quote) return i;
    if (c === 10 || c === 13) return -1;
  }
  return -1;
}

function continuesAfterSpace(text: string, space: number): boolean {
  let words = 0;
  for (let i = space + 1; i < space + LONGEST_GAP; i++) {
    const c = text.charCodeAt(i);
    if (c === 92) return text.charCodeAt(i - 1) !== 32;
    if (c === 32 && ++words > 2) return false;
    if (!(c >= 32) || endsPath(c) || c === 47 || c === 45 || c === 44 || c === 59 || c === 37) return false;
  }
  return false;
}

/** What Windows forbids in names, and control units. */
const endsPath = (c: number) => c < 128 && PATH_ENDS[c] === 1;
const PATH_ENDS = new Uint8Array(128).fill(1, 0, 32);
for (const c of '"*:<>?|`') PATH_ENDS[c.charCodeAt(0)] = 1;

const TOP_FOLDERS = new Set(
  (
    'bin boot data dev etc home lib lib64 media mnt opt private proc root run sbin srv sys tmp usr var ' +
    'Applications Library System Users Volumes'
  ).split(' '),
);

/** `/etc/passwd`: a path from one of the known top folders, not after an HTTP method. `/dev/tcp/…` is no file. */
export function scanUnixPath(scan: Scan, start: number): number {
  const { text } = scan;
  const before = text.charCodeAt(start - 1);
  if (isAlnum(before) || before === 47 || before === 46 || before === 92 || before === 58 || before === 126)
    return start + 1;
  let top = start + 1;
  while (top < start + 14 && isAlnum(text.charCodeAt(top))) top++;
  if (text.charCodeAt(top) !== 47 || !TOP_FOLDERS.has(text.slice(start + 1, top))) return start + 1;
  if (before === 32 && /\b(?:GET|POST|PUT|HEAD|DELETE|PATCH|OPTIONS) $/.test(text.slice(Math.max(0, start - 9), start)))
    return start + 1;
  if (text.startsWith('/dev/tcp/', start) || text.startsWith('/dev/udp/', start)) return start + 8;
  return emitUnix(scan, start, top + 1);
}

/** `~/.ssh/id_rsa`. */
export function scanHomePath(scan: Scan, start: number): number {
  const { text } = scan;
  const free = !isAlnum(text.charCodeAt(start - 1)) && text.charCodeAt(start - 1) !== 47;
  return free && text.charCodeAt(start + 1) === 47 ? emitUnix(scan, start, start + 2) : start + 1;
}

function emitUnix(scan: Scan, start: number, from: number): number {
  const { text } = scan;
  let end = from;
  while (end < start + LONGEST_PATH && isUnixUnit(text.charCodeAt(end))) end++;
  scan.steps += end - start;
  if (end === start + LONGEST_PATH) return end;
  while (end > from && isUnixTail(text.charCodeAt(end - 1))) end--;
  const nameless = text.charCodeAt(start) === 126 && text.charCodeAt(from) === 47;
  if (end === from || nameless) return start + 1;
  emit(scan, 'file_path', withoutIdleSlashes(text.slice(start, end)), start, end);
  return end;
}

/** `.,:/-` */
const isUnixTail = (c: number) => (c >= 44 && c <= 47) || c === 58;

/** Word units and `+ / : @ %`. */
const isUnixUnit = (c: number) => bitsOf(c) !== 0 || c === 43 || c === 47 || c === 58 || c === 64 || c === 37;
