import { getDomain, parse } from 'tldts';
import { toAscii } from './idn.ts';
import { parseIpv4 } from './ip.ts';

export type HostKind = 'domain' | 'hostname';
export interface Host {
  type: HostKind;
  /** Lower case, punycode, no trailing dot. */
  value: string;
}

/**
 * Endings that no public resolver knows: RFC 6761, 6762 and 8375, ICANN's `.internal`, and what company networks use.
 */
export const RESERVED_TLDS = new Set(
  'local internal intranet private lan corp home localdomain localhost test invalid domain workgroup'.split(' '),
);

const OPTIONS = { extractHostname: false, validateHostname: false, detectIp: false, allowPrivateDomains: false };

/** Lower case, punycode and no trailing dot; null when it is not a host name by its letters (RFC 1123, plus `_`). */
export function canonicalHost(raw: string): string | null {
  const host = raw.endsWith('.') ? raw.slice(0, -1) : raw;
  if (host.length === 0 || host.length > 253) return null;
  const form = formOf(host);
  if (form === CANONICAL) return host;
  if (form === INVALID) return null;
  const ascii = (form === WIDE ? toAscii(host) : host)?.toLowerCase();
  return ascii !== undefined && ascii.length > 0 && formOf(ascii) === CANONICAL ? ascii : null;
}

/**
 * A dotted name whose ending is on the ICANN part of the public suffix list, as `domain` (registrable) or `hostname`
 * (deeper). Also `.example`, which can never be anybody's real name and which reports, tests and training use for a
 * public one. `.test` and `.invalid` are not taken from texts: there they are suffixes of files and code.
 */
export function publicHost(raw: string): Host | null {
  const value = canonicalHost(raw);
  if (value === null) return null;
  const domain = registrableDomain(value);
  if (domain === null || domain.includes('_')) return null;
  return { type: domain.length === value.length ? 'domain' : 'hostname', value };
}

/**
 * Top-level domains that were found on the list, by number: they are few, so they are kept, and a name below one needs
 * no look at which part of the list its suffix is on.
 */
const LISTED_TLDS = new Set<number>();

function registrableDomain(host: string): string | null {
  const dot = host.lastIndexOf('.');
  const tld = numberOfTld(host, dot + 1);
  if (LISTED_TLDS.has(tld)) return getDomain(host, OPTIONS);
  const { domain, isIcann } = parse(host, OPTIONS);
  // No rule names a label `0`: when the list still knows `0.<tld>`, it does by a rule for all that is below.
  if (tld !== 0 && isIcann && parse(`0${host.slice(dot)}`, OPTIONS).isIcann) LISTED_TLDS.add(tld);
  return isIcann || host.endsWith('.example') ? domain : null;
}

const LONGEST_NUMBERED = 6;

/** A number for a top-level domain of at most six letters, five bits each; 0 for any other. */
function numberOfTld(host: string, start: number): number {
  if (start === 0 || host.length - start > LONGEST_NUMBERED) return 0;
  let number = 0;
  for (let i = start; i < host.length; i++) {
    const c = host.charCodeAt(i);
    if (c < 97) return 0;
    number = (number << 5) | (c - 96);
  }
  return number;
}

/** A host a person or a field names as such: public, reserved (`dc01.corp.local`), or one label (`shop-7`). */
export function namedHost(raw: string): Host | null {
  const found = publicHost(raw);
  if (found) return found;
  const value = canonicalHost(raw);
  if (value === null || parseIpv4(value) || /^[0-9.]+$/.test(value)) return null;
  const tld = value.slice(value.lastIndexOf('.') + 1);
  const reserved = value.endsWith('.home.arpa') || (value.includes('.') && RESERVED_TLDS.has(tld));
  return reserved || !value.includes('.') ? { type: 'hostname', value } : null;
}

const CANONICAL = 0;
const UPPER = 1;
const WIDE = 2;
const INVALID = 3;

/** Whether a name's labels are valid, and if so what is left to do to it. What is `WIDE` was not looked at further. */
function formOf(host: string): number {
  const n = host.length;
  let upper = false;
  let valid = true;
  let start = 0;
  let last = 46;
  for (let i = 0; i < n; i++) {
    const c = host.charCodeAt(i);
    if (c === 46) {
      if (last === 46 || last === 45 || i - start > 63) valid = false;
      start = i + 1;
    } else if (c === 45) {
      if (last === 46) valid = false;
    } else if (!((c >= 97 && c <= 122) || (c >= 48 && c <= 57) || c === 95)) {
      if (c > 127) return WIDE;
      if (c >= 65 && c <= 90) upper = true;
      else valid = false;
    }
    last = c;
  }
  if (!valid || last === 46 || last === 45 || n - start > 63) return INVALID;
  return upper ? UPPER : CANONICAL;
}
