import { isAsciiAlnum, isDigit, lower, wordBits } from './chars.ts';
import { canonicalHost } from './hosts.ts';
import { formatIpv6, parseIpv4, parseIpv6 } from './ip.ts';

/** Schemes of a URL that names a host, with their default ports. */
export const SCHEMES: Record<string, string> = {
  http: '80',
  https: '443',
  ftp: '21',
  ftps: '990',
  sftp: '22',
  ssh: '22',
  ws: '80',
  wss: '443',
  ldap: '389',
  ldaps: '636',
  smb: '445',
  tftp: '69',
  telnet: '23',
  rdp: '3389',
  rmi: '1099',
  tcp: '',
  udp: '',
};

export const LONGEST_URL = 8192;
const LONGEST_AUTHORITY = 512;

export interface Authority {
  /** Offsets of the host, brackets of an IPv6 address left out. */
  hostStart: number;
  hostEnd: number;
  /** After host and port. */
  end: number;
  /** As a URL writes it: punycode, `[…]` around IPv6. */
  host: string;
  port: string;
}

/** Reads `user:password@host:port` from `from` on, or null when no valid host stands there. Looks at 512 units at most. */
export function readAuthority(text: string, from: number): Authority | null {
  const limit = Math.min(text.length, from + LONGEST_AUTHORITY);
  let end = from;
  let hostStart = from;
  for (; end < limit; end++) {
    const c = text.charCodeAt(end);
    if (c === 64) hostStart = end + 1;
    // A user name may hold odd signs, a host may not; so what ends a URL ends the authority.
    else if (c === 47 || c === 63 || c === 35 || isTerminator(c)) break;
  }
  if (text.charCodeAt(hostStart) === 91) {
    const close = text.indexOf(']', hostStart);
    if (close < 0 || close > hostStart + 64) return null;
    const literal = text.slice(hostStart + 1, close);
    const zone = literal.indexOf('%');
    const groups = parseIpv6(zone < 0 ? literal : literal.slice(0, zone));
    if (!groups) return null;
    const host = `[${formatIpv6(groups)}]`;
    const portEnd = findPortEnd(text, close + 1);
    return { hostStart: hostStart + 1, hostEnd: close, end: portEnd, host, port: portOf(text, close + 1, portEnd) };
  }
  let hostEnd = hostStart;
  while (hostEnd < end && isHostUnit(text.charCodeAt(hostEnd))) hostEnd++;
  // What looked like a host is the next scheme.
  if (text.startsWith('://', hostEnd)) return null;
  // The root's dot, or the full stop of the sentence: neither is part of the host.
  let named = hostEnd;
  while (named > hostStart && text.charCodeAt(named - 1) === 46) named--;
  const host = webHost(text.slice(hostStart, named));
  if (host === null) return null;
  const portEnd = findPortEnd(text, hostEnd);
  return { hostStart, hostEnd: named, end: portEnd, host, port: portOf(text, hostEnd, portEnd) };
}

const isHostUnit = (c: number) => (c < 128 ? wordBits[c] !== 0 : c > 127);

/** The end of `:443` at an offset, the offset itself when no valid port stands there. */
function findPortEnd(text: string, at: number): number {
  if (text.charCodeAt(at) !== 58) return at;
  let end = at + 1;
  while (end < at + 6 && isDigit(text.charCodeAt(end))) end++;
  return end === at + 1 || isAsciiAlnum(text.charCodeAt(end)) || Number(text.slice(at + 1, end)) > 65535 ? at : end;
}

const portOf = (text: string, at: number, end: number) => (end > at ? String(Number(text.slice(at + 1, end))) : '');

/** A host as browsers read it: names, dotted quads, and the numeric disguises of an address (`2130706433`, `0x7f.1`). */
function webHost(raw: string): string | null {
  if (raw === '') return null;
  const label = raw.lastIndexOf('.') + 1;
  if (isDigit(raw.charCodeAt(label)) && /^(?:\d+|0x[0-9a-f]*)$/i.test(raw.slice(label))) {
    return parseIpv4(raw) ?? URL.parse(`http://${raw}/`)?.hostname ?? null;
  }
  return canonicalHost(raw);
}

/**
 * Where the URL that began at `from` ends: before white space, quotes and angle brackets, before a closing bracket that
 * the URL did not open, before `&&` and HTML's `&quot;`, before the next URL of a list; and without the
 * punctuation of the sentence around it. At most 8192 units are looked at; beyond that -1.
 */
export function findUrlEnd(text: string, from: number, quoted: boolean): number {
  let round = 0;
  let square = 0;
  let end = from;
  const limit = Math.min(text.length, from + LONGEST_URL);
  for (; end < limit; end++) {
    const c = text.charCodeAt(end);
    if (isTerminator(c)) break;
    if (c === 40) round++;
    else if (c === 41 && --round < 0) break;
    else if (c === 91) square++;
    else if (c === 93 && --square < 0) break;
    else if (c === 39 && quoted) break;
    else if (c === 38 && endsAtAmpersand(text, end)) break;
    else if ((c === 44 || c === 59) && startsUrl(text, end + 1)) break;
  }
  if (end === from + LONGEST_URL && end < text.length) return -1;
  while (end > from && isSentencePunctuation(text.charCodeAt(end - 1))) end--;
  return end;
}

/** Units that cannot be inside a URL as people write it: controls, space, quotes, brackets, `| \ ^`, wide punctuation. */
function isTerminator(c: number): boolean {
  if (c <= 32) return true;
  if (c < 128) {
    return c === 34 || c === 60 || c === 62 || c === 92 || c === 94 || c === 96 || (c >= 123 && c <= 125) || c === 127;
  }
  if (c === 0xa0 || c === 0xab || c === 0xbb) return true;
  return (c >= 0x2000 && c <= 0x206f) || (c >= 0x3000 && c <= 0x301f);
}

const isSentencePunctuation = (c: number) =>
  c === 46 || c === 44 || c === 59 || c === 58 || c === 33 || c === 63 || c === 39 || c === 42;

function endsAtAmpersand(text: string, at: number): boolean {
  return text.charCodeAt(at + 1) === 38 || /^&(?:quot|gt|lt|apos|#39|#34);/i.test(text.slice(at, at + 6));
}

function startsUrl(text: string, at: number): boolean {
  const c = lower(text.charCodeAt(at));
  return (c === 104 || c === 102) && /^(?:https?|ftp):\/\//i.test(text.slice(at, at + 8));
}

/**
 * Canonical form of a URL that stands in `text` from `start` to `end`: scheme and host in lower case, no default port, no
 * trailing dot of the host, `/` as the empty path (RFC 3986, 6.2.3). Path, query and fragment stay as written: they are evidence.
 */
export function canonicalUrl(
  text: string,
  scheme: string,
  afterScheme: number,
  authority: Authority,
  end: number,
): string {
  let userEnd = authority.hostStart;
  if (text.charCodeAt(userEnd - 1) === 91) userEnd--;
  const user = text.slice(afterScheme, userEnd);
  const port = authority.port && authority.port !== SCHEMES[scheme] ? `:${authority.port}` : '';
  const rest = end > authority.end ? text.slice(authority.end, end) : '';
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  return `${scheme}://${user}${authority.host}${port}${path}`;
}

/** Canonical form of a whole string that is one URL and nothing else, or null. */
export function parseUrl(text: string): string | null {
  const match = /^([a-z]{2,6}):\/\//i.exec(text);
  const scheme = match?.[1]?.toLowerCase();
  if (!match || !scheme || !Object.hasOwn(SCHEMES, scheme) || text.length > LONGEST_URL) return null;
  const from = match[0].length;
  const authority = readAuthority(text, from);
  if (!authority || /[\s"<>]/.test(text)) return null;
  const rest = text.charCodeAt(authority.end);
  if (authority.end < text.length && rest !== 47 && rest !== 63 && rest !== 35) return null;
  return canonicalUrl(text, scheme, from, authority, text.length);
}

/** The host of a canonical URL, without brackets. */
export function hostOfUrl(url: string): string | null {
  const at = url.indexOf('://');
  const authority = at < 0 ? null : readAuthority(url, at + 3);
  return authority ? authority.host.replace(/^\[|\]$/g, '') : null;
}
