import { parse } from 'tldts';
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
  let host = raw.endsWith('.') ? raw.slice(0, -1) : raw;
  if (host.length === 0 || host.length > 253) return null;
  if (!isAscii(host)) {
    const ascii = toAscii(host);
    if (ascii === null) return null;
    host = ascii;
  }
  host = host.toLowerCase();
  return hasValidLabels(host) ? host : null;
}

/**
 * A dotted name whose ending is on the ICANN part of the public suffix list, as `domain` (registrable) or `hostname`
 * (deeper). Also `.example`, which can never be anybody's real name and which reports, tests and training use for a
 * public one. `.test` and `.invalid` are not taken from texts: there they are suffixes of files and code.
 */
export function publicHost(raw: string): Host | null {
  const value = canonicalHost(raw);
  if (value === null) return null;
  const { domain, isIcann } = parse(value, OPTIONS);
  if (!domain || domain.includes('_')) return null;
  if (!isIcann && !value.endsWith('.example')) return null;
  return { type: domain === value ? 'domain' : 'hostname', value };
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

function hasValidLabels(host: string): boolean {
  let start = 0;
  for (let i = 0; i <= host.length; i++) {
    const c = host.charCodeAt(i);
    if (i === host.length || c === 46) {
      if (i === start || i - start > 63) return false;
      if (host.charCodeAt(start) === 45 || host.charCodeAt(i - 1) === 45) return false;
      start = i + 1;
    } else if (!((c >= 97 && c <= 122) || (c >= 48 && c <= 57) || c === 45 || c === 95)) return false;
  }
  return true;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/** UTS 46 through the platform's own URL parser: the same answer a browser would give. */
function toAscii(host: string): string | null {
  if (/[\s/?#@:\\[\]%]/.test(host)) return null;
  const url = URL.parse(`http://${host}/`);
  return url && url.hostname.length <= 253 ? url.hostname : null;
}
