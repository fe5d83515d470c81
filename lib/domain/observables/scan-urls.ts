import { isAsciiAlnum, isAsciiLetter } from './chars.ts';
import { emit, emitHost, type Scan } from './scan.ts';
import { type Authority, canonicalUrl, findUrlEnd, LONGEST_URL, parseUrl, readAuthority, SCHEMES } from './urls.ts';

/** Redirectors carry the real target in their query; one that carries a redirector that carries … is cut here. */
const DEEPEST = 2;

/** A URL whose scheme ends the word from `wordStart` to `colon`; returns where to go on, 0 when there is none. */
export function scanUrl(scan: Scan, wordStart: number, colon: number): number {
  if (colon < scan.urlsAfter) return 0;
  return scanUrlAt(scan, wordStart, colon, 0);
}

function scanUrlAt(scan: Scan, wordStart: number, colon: number, depth: number): number {
  const { text } = scan;
  const scheme = schemeBefore(text, wordStart, colon);
  if (!scheme) return 0;
  const from = colon + 3;
  const authority = readAuthority(text, from);
  if (!authority || !mayFollowHost(text.charCodeAt(authority.end))) return 0;
  const start = colon - scheme.length;
  const bare = !'/?#'.includes(text[authority.end] ?? ' ');
  const end = bare ? bareEnd(authority) : findUrlEnd(text, authority.end, text.charCodeAt(start - 1) === 39);
  scan.steps += (end < 0 ? LONGEST_URL : end - from) + 1;
  if (end < 0) {
    scan.urlsAfter = authority.end + LONGEST_URL;
    emitAuthority(scan, authority);
    return authority.end;
  }
  emit(scan, 'url', canonicalUrl(text, scheme, from, authority, end), start, end);
  emitAuthority(scan, authority);
  if (depth < DEEPEST) scanInside(scan, authority.end, end, depth);
  return Math.max(end, authority.end);
}

/** The end of a URL without a path: after its port, or the bracket of its address, but before a full stop. */
function bareEnd({ host, port, end, hostEnd }: Authority): number {
  if (port !== '') return end;
  return host.startsWith('[') ? hostEnd + 1 : hostEnd;
}

/** The scheme at the end of a word, also where the word is glued to it (`\nhttps://…`). */
function schemeBefore(text: string, wordStart: number, colon: number): string | null {
  let start = colon;
  while (start > wordStart && start > colon - 12 && isAsciiLetter(text.charCodeAt(start - 1))) start--;
  if (colon - start === 4 && text.startsWith('http', start)) return 'http';
  if (colon - start === 5 && text.startsWith('https', start)) return 'https';
  const word = text.slice(start, colon).toLowerCase();
  if (Object.hasOwn(SCHEMES, word)) return word;
  return word.endsWith('https') ? 'https' : word.endsWith('http') ? 'http' : null;
}

/** After a host comes a path, the end, or punctuation; a letter or an `@` there means that it was not a host. */
function mayFollowHost(c: number): boolean {
  return !(isAsciiAlnum(c) || c === 64 || c === 45 || c === 95 || c === 37 || c === 36 || c === 123);
}

function emitAuthority(scan: Scan, { host, hostStart, hostEnd }: Authority): void {
  if (host.startsWith('[')) {
    const address = host.slice(1, -1);
    const mapped = address.startsWith(MAPPED) && address.includes('.');
    emit(scan, mapped ? 'ipv4' : 'ipv6', mapped ? address.slice(MAPPED.length) : address, hostStart, hostEnd);
  } else emitHost(scan, hostStart, hostEnd);
}

const SHORTEST_TARGET = 'http://a'.length;

/** How an IPv4 address in IPv6 is written when a dotted quad follows. */
const MAPPED = '::ffff:';

/** The target of a redirector, as written or percent-encoded. */
function scanInside(scan: Scan, from: number, end: number, depth: number): void {
  const rest = scan.text.slice(from, end);
  scan.steps += rest.length;
  if (rest.length < SHORTEST_TARGET || !/http/i.test(rest)) return;
  const plain = rest.search(/https?:\/\//i);
  if (plain >= 0) {
    const colon = from + rest.indexOf(':', plain);
    scanUrlAt(scan, from + plain, colon, depth + 1);
    return;
  }
  const encoded = /https?%3a%2f%2f([^&#]+)/i.exec(rest);
  if (!encoded) return;
  const value = parseEncodedUrl(encoded[0]);
  if (!value) return;
  const start = from + encoded.index;
  emit(scan, 'url', value, start, start + encoded[0].length);
  const hostStart = start + encoded[0].length - encoded[1]!.length;
  const host = /^[a-z0-9.-]+/i.exec(encoded[1]!)?.[0];
  if (host) emitHost(scan, hostStart, hostStart + host.length);
}

/** Canonical form of a URL that is percent-encoded as a whole, or null. */
export function parseEncodedUrl(text: string): string | null {
  if (!/^https?%3a%2f%2f/i.test(text)) return null;
  try {
    return parseUrl(decodeURIComponent(text));
  } catch {
    // A cut or wrong escape: not an encoded URL.
    return null;
  }
}
